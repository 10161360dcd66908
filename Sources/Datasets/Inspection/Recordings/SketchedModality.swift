import Diagnostics
import Foundation

/// A modality as a proposal has it: some columns of a kind of files.
struct SketchedModality {
  var name: String
  /// Its numbers of columns in the file, from 1; empty for an array.
  var columns: [Int]
  /// Their names in the head of the file; nil where there is none.
  var heads: [String]?
  var channels: [String]
  /// A unit for each channel.
  var units: [String]
  /// Cells, where it looks like a grid.
  var cells: Int?
  /// What a person must look at.
  var checks: [String] = []

  /// The fewest columns without names that are taken for a grid.
  static let fewestCells = 32

  /// The modalities that the columns of a table seem to be.
  /// - Parameter splits: whether columns of several sensors become a modality each.
  static func modalities(_ sketch: TableSketch, name: String, splits: Bool) -> [SketchedModality] {
    let columns = sketch.channels
    guard !columns.isEmpty else { return [] }
    guard let heads = sketch.sample.names else { return unnamed(columns, name: name, splits: splits) }
    let triples = Self.triples(columns)
    let channels = columns.map { column in
      triples.first { $0.columns.contains { $0.number == column.number } }.map { triple in
        let axis = ["x", "y", "z"][triple.columns.firstIndex { $0.number == column.number } ?? 0]
        return "\(triple.base.isEmpty ? name : triple.base)-\(axis)"
      } ?? plain(heads[column.number - 1])
    }
    let joints = Modality.joints(in: channels)
    if joints >= 5 {
      var own = make(name, columns, heads, unique(channels), [:])
      own.checks.append("\(joints) joints by the names of columns; is the tree one of 'hartransfer joints'?")
      return [own]
    }
    guard splits, triples.count > 1 else {
      return [
        make(
          name, columns, heads, unique(channels),
          Dictionary(triples.map { ($0.columns[0].number, $0.columns) }) { a, _ in a })
      ]
    }
    var rest = Set(columns.map(\.number))
    let parts = triples.map { triple in
      for column in triple.columns { rest.remove(column.number) }
      let names = ["x", "y", "z"].map { "\(triple.base)-\($0)" }
      return make(
        RecordingKind.plain(triple.base), triple.columns, heads, names, [triple.columns[0].number: triple.columns])
    }
    var named = parts
    if !rest.isEmpty {
      named[0].checks.append("columns of no modality: \(rest.sorted().map { heads[$0 - 1] }.joined(separator: ", "))")
    }
    return named
  }

  /// Columns without names: a grid, sensors that rest under gravity, or numbers.
  private static func unnamed(_ columns: [SampledColumn], name: String, splits: Bool) -> [SketchedModality] {
    let channels = columns.indices.map { "channel-\($0 + 1)" }
    if columns.count == 3, let rest = RestingNorm(columns) {
      var own = make(name, columns, nil, ["x", "y", "z"].map { "acceleration-\($0)" }, [columns[0].number: columns])
      own.checks = ["\(rest.unit), since \(words(rest)); are the three columns x, y and z?"]
      return [own]
    }
    var found: [(rest: RestingNorm, columns: [SampledColumn])] = []
    if columns.count > 3, columns.count <= 200 {
      for start in 0...(columns.count - 3) {
        let own = Array(columns[start..<start + 3])
        guard own[2].number == own[0].number + 2, let rest = RestingNorm(own) else { continue }
        found.append((rest, own))
      }
    }
    var taken: Set<Int> = []
    let triples = found.sorted { $0.rest.distance < $1.rest.distance }.filter { triple in
      let own = triple.columns.map(\.number)
      guard taken.isDisjoint(with: own) else { return false }
      taken.formUnion(own)
      return true
    }.sorted { $0.columns[0].number < $1.columns[0].number }
    if splits, triples.count > 1, triples.count * 15 >= columns.count {
      let rest = columns.map(\.number).filter { !taken.contains($0) }
      return triples.enumerated().map { index, triple in
        var own = make(
          "acceleration-\(index + 1)", triple.columns, nil, ["x", "y", "z"].map { "acceleration-\($0)" },
          [triple.columns[0].number: triple.columns])
        own.checks = ["\(triple.rest.unit), since \(words(triple.rest)); are the three columns x, y and z?"]
        if index == 0, !rest.isEmpty { own.checks.append("columns of no modality: \(ranges(rest))") }
        return own
      }
    }
    var own = make(
      name, columns, nil, channels, Dictionary(triples.map { ($0.columns[0].number, $0.columns) }) { a, _ in a })
    if columns.count >= fewestCells {
      own.cells = columns.count
      own.units = ["unstated"]
      own.checks = []
    } else {
      own.checks.append("\(columns.count) columns without names: which are channels, and what are they called?")
    }
    return [own]
  }

  private static func make(
    _ name: String, _ columns: [SampledColumn], _ heads: [String]?, _ channels: [String],
    _ triples: [Int: [SampledColumn]]
  ) -> SketchedModality {
    var own = SketchedModality(
      name: name, columns: columns.map(\.number), heads: heads.map { names in columns.map { names[$0.number - 1] } },
      channels: channels, units: columns.map { _ in "unstated" })
    for triple in triples.values.sorted(by: { $0[0].number < $1[0].number }) {
      guard !triple.contains(where: { $0.name.map(PathWords.isOther) ?? false }), let rest = RestingNorm(triple) else {
        continue
      }
      for column in triple {
        if let place = columns.firstIndex(where: { $0.number == column.number }) { own.units[place] = rest.unit }
      }
      own.checks.append("\(rest.unit), since \(words(rest))")
    }
    return own
  }

  private static func words(_ rest: RestingNorm) -> String {
    "at rest their length is \(String(format: "%.4g", rest.norm))"
  }

  /// Columns called alike but for x, y and z at the end.
  private static func triples(_ columns: [SampledColumn]) -> [(base: String, columns: [SampledColumn])] {
    var order: [String] = []
    var groups: [String: [String: SampledColumn]] = [:]
    for column in columns {
      guard let name = column.name, let axis = name.last?.lowercased(), "xyz".contains(axis) else { continue }
      let head = name.dropLast()
      // 'index' ends in x, and names no axis.
      guard head.isEmpty || head.last.map({ !$0.isLetter }) == true || name.last?.isUppercase == true else { continue }
      let base = plain(String(head))
      if groups[base] == nil { order.append(base) }
      groups[base, default: [:]][axis] = column
    }
    return order.compactMap { base in
      let own = ["x", "y", "z"].compactMap { groups[base]?[$0] }
      return own.count == 3 ? (base == "channel" ? "" : base, own) : nil
    }
  }

  /// A name of a channel: letters, digits and hyphens.
  private static func plain(_ text: String) -> String {
    RecordingKind.words(text) ?? "channel"
  }

  private static func unique(_ names: [String]) -> [String] {
    var distinct = DistinctNames()
    return names.map { distinct.next($0) }
  }

  /// Numbers as a manifest's columns: `2..193, 200`.
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { run in
      run.count < 4 ? run.map(String.init).joined(separator: ", ") : "\(run.lowerBound)..\(run.upperBound)"
    }.joined(separator: ", ")
  }
}
