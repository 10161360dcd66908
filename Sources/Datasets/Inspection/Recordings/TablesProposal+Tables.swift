import Foundation

extension TablesProposal {
  mutating func writeTables(_ classes: Classes) {
    line("tables:")
    line("  recordings: \(folder.layout.rawValue)")
    let texts = modalities.map { Self.text($0.found) }
    let shared = texts.first.flatMap { first in texts.allSatisfy { $0.keys == first.keys } ? first : nil }
    if let shared, let keys = shared.keys { line("  text: \(keys)\(shared.check)") }
    line("  modalities:")
    let apart = clocksApart
    for (index, (own, found)) in modalities.enumerated() {
      line("    - name: \(ManifestProposal.quoted(own.name))")
      if folder.layout == .rows {
        line("      channelFiles: \(Self.list(found.kind.patterns))")
      } else {
        line("      files: \(ManifestProposal.quoted(found.kind.patterns[0]))")
      }
      if let arrays = found.arrays {
        line("      array: {variable: \(ManifestProposal.quoted(arrays.variable)), timeAxis: \(arrays.timeAxis)}")
      }
      if let heads = own.heads {
        let isTwice = firstRepeated(in: found.sketch?.sample.names ?? []) != nil
        line("      columns: \(isTwice ? "[\(SketchedModality.ranges(own.columns))]" : Self.list(heads))")
      } else if !own.columns.isEmpty {
        line("      columns: [\(SketchedModality.ranges(own.columns))]")
      }
      if let fields = found.sketch?.sample.fields, found.kind.patterns.count == 1 || folder.layout == .rows {
        line("      fields: \(fields)")
      }
      if folder.layout != .rows, let clock = found.sketch?.clock { write(clock, isApart: apart) }
      if shared == nil, let keys = texts[index].keys { line("      text: \(keys)\(texts[index].check)") }
      for remark in remarks(found, own) { line("      # check: \(Self.comment(remark))") }
    }
    writeValues(classes)
    let clocks = folder.kinds.compactMap(\.sketch?.clock)
    if folder.layout != .rows, !clocks.isEmpty || folder.kinds.contains(where: { $0.sketch?.hasMissing == true }) {
      let longest = clocks.compactMap(\.gap).max() ?? 0
      let gap = "the longest step seen is \(String(format: "%.3g", longest)) s"
      // A part of the files cannot tell that times always rise.
      let sorting = "rows of one time, or out of order, are sorted and counted"
      line(
        clocks.isEmpty
          ? "  cleaning: {maximumGap: 0.5, longer: split}  # check: numbers are missing"
          : "  cleaning: {maximumGap: 0.5, longer: split, times: sort}  # check: \(gap); \(sorting)")
    }
  }

  mutating func write(_ clock: TableSketch.Clock, isApart: Bool) {
    let column = clock.column.name.map { ManifestProposal.quoted($0) } ?? "\(clock.column.number)"
    let start = isApart ? ", fromStart: true" : ""
    let check = isApart ? "  # check: the clocks of the modalities do not overlap" : ""
    guard let unit = clock.unit else {
      line(
        "      time: {column: \(column), unit: TODO\(start)}  # its numbers rise, and no unit gives 3 to 1500 rows a second"
      )
      return
    }
    line("      time: {column: \(column), unit: \(unit)\(start)}\(check)")
  }

  /// Whether files of one recording tell of times that have nothing in common.
  var clocksApart: Bool {
    let spans = folder.kinds.compactMap { $0.sketch?.span }
    guard spans.count > 1, spans.count == folder.kinds.count else {
      // One that counts from its beginning beside one of dates.
      return !spans.isEmpty && folder.kinds.contains { $0.sketch?.clock != nil && $0.sketch?.span == nil }
    }
    return !zip(spans.dropFirst(), spans).allSatisfy { $0.overlaps($1) }
  }

  /// How a table of text is written, and what is not certain of it.
  static func text(_ found: RecordingFolder.Found) -> (keys: String?, check: String) {
    guard let sample = found.sketch?.sample else { return (nil, "") }
    var checks: [String] = []
    if let doubt = sample.separatorDoubt { checks.append("separator: \(doubt)") }
    if let doubt = sample.headerDoubt { checks.append("header: \(doubt)") }
    if let doubt = sample.decimalDoubt { checks.append("decimal: \(doubt)") }
    var keys = [
      "separator: \(sample.separatorDoubt == nil ? sample.separator.rawValue : "TODO")",
      "header: \(sample.header.map { "\($0)" } ?? "TODO")",
    ]
    if sample.decimal == .comma || sample.decimalDoubt != nil {
      keys.append("decimal: \(sample.decimalDoubt == nil ? sample.decimal.rawValue : "TODO")")
    }
    if let comment = sample.comment { keys.append("comment: \"\(comment)\"") }
    return ("{\(keys.joined(separator: ", "))}", check(checks))
  }

  /// What else was seen of the columns.
  func remarks(_ found: RecordingFolder.Found, _ own: SketchedModality) -> [String] {
    guard let sketch = found.sketch, found.kind.patterns.count == 1 else { return [] }
    func named(_ numbers: [Int]) -> String {
      sketch.sample.names.map { names in
        numbers.prefix(12).map { names[$0 - 1].isEmpty ? "column \($0)" : names[$0 - 1] }.joined(separator: ", ")
      }
        ?? SketchedModality.ranges(Array(numbers.prefix(200)))
    }
    var result: [String] = []
    let constants = sketch.constants.filter { !own.columns.contains($0) }
    if !constants.isEmpty { result.append("left out, since they never change: \(named(constants))") }
    if !sketch.counters.isEmpty { result.append("left out, since they count rows: \(named(sketch.counters))") }
    if !sketch.texts.isEmpty { result.append("left out, since they hold text: \(named(sketch.texts))") }
    if folder.layout != .runs, let label = sketch.labels.first, !own.columns.contains(label.number) {
      result.append("left out, since it looks like a label: \(named([label.number]))")
    }
    let missing = sketch.columns.filter { own.columns.contains($0.number) && $0.missing > 0 }
    if !missing.isEmpty { result.append("numbers are missing in \(named(missing.map(\.number)))") }
    if sketch.sample.oddRows > 0 { result.append("\(sketch.sample.oddRows) rows have another number of cells") }
    return result
  }
}
