import Diagnostics
import FeatureStore
import Files
import Foundation

/// The files that belong together: those of one recording, or those that hold the same recordings.
struct FileGroup: Sendable {
  /// The values that the patterns took out of the paths.
  var values: [String: String]
  /// The files of each modality offered, in their order, by path below the folder; as many as there
  /// are channels where every channel has one of its own.
  var files: [[String]]
}

/// The files of a data set, found by the patterns of its manifest.
struct TableFiles: Sendable {
  let folder: URL
  /// All files below the folder, hidden ones left out.
  let paths: [String]
  /// The modalities with any file.
  let modalities: [ModalityTables]
  /// Those of them that are read; another may be there for its columns of classes and persons.
  let used: Set<String>
  /// In numerical order of the paths.
  let groups: [FileGroup]
  /// Files whose recording lacks another, where the manifest leaves such recordings out.
  let incomplete: [SkippedFile]
  /// Files of the patterns beside those of modalities, by pattern, and by the values in their
  /// paths.
  private let companions: [String: Companions]

  private struct Companions: Sendable {
    var names: [String]
    var paths: [[String: String]: [String]] = [:]
  }

  /// - Parameter using: the modalities that are wanted; nil for all.
  init(_ tables: TablesDescription, of id: String, in folder: URL, using: [String]? = nil) throws {
    self.folder = folder
    paths = FileWalk.files(below: folder).sorted { Self.numerically($0, $1) }
    var offered: [ModalityTables] = []
    var found: [[(values: [String: String], files: [String?])]] = []
    var (needsValues, isFirst) = (tables.looksAtOwnColumns, true)
    let wanted = Set(using ?? tables.modalities.map(\.name))
    for modality in tables.modalities {
      // One modality's table is also that of classes, persons and trials.
      let isWanted = wanted.contains(modality.name)
      guard isWanted || needsValues else { continue }
      let matches = try Self.matches(modality, among: paths, folder: folder)
      guard !matches.isEmpty else { continue }
      if needsValues {
        let holds = try tables.holdsValues(modality, matches[0].files[0], folder, isFirst: isFirst)
        isFirst = false
        needsValues = !holds
        guard isWanted || holds else { continue }
      }
      offered.append(modality)
      found.append(matches)
    }
    used = wanted.intersection(offered.map(\.name))
    guard !used.isEmpty else {
      let patterns = tables.modalities.filter { wanted.contains($0.name) }.flatMap { $0.patterns }
      throw InputError(
        folder.path, found: "no file '\(patterns.prefix(3).joined(separator: "', nor '"))'",
        expected: "the files of \(id)",
        advice: "Fetch the data with 'hartransfer datasets fetch \(id)', or name their folder with --data.")
    }
    modalities = offered
    var groups: [FileGroup] = []
    var incomplete: [SkippedFile] = []
    var seen: [[String: String]: Int] = [:]
    var order: [[String: String]] = []
    for match in found.joined() where seen[match.values] == nil {
      seen[match.values] = order.count
      order.append(match.values)
    }
    let byKey = found.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.values, $0.files) }) }
    for values in order {
      let files = byKey.map { $0[values] }
      guard let absent = zip(offered, files).first(where: { $0.1?.contains(nil) ?? true }) else {
        groups.append(FileGroup(values: values, files: files.map { $0!.map { $0! } }))
        continue
      }
      let cause = "no file of \(absent.0.name)"
      let reason = "\(cause) for \(PathPattern.describe(values))"
      let here = files.lazy.compactMap { $0?.compactMap(\.self).first }.first!
      guard tables.incomplete == .leaveOut else {
        throw InputError(
          folder.appendingPathComponent(here).path, found: reason,
          expected: "'\(absent.0.patterns.joined(separator: "', '"))'",
          advice: "Fetch the data again, or leave the recording out with --skip-bad or 'incomplete: leave-out'.")
      }
      incomplete.append(SkippedFile(damaged: here, reason: reason, cause: cause))
    }
    companions = try Dictionary(
      uniqueKeysWithValues: Set(tables.companionPatterns).map { [paths] text in
        let pattern = try PathPattern(text, place: "tables")
        let matches = Dictionary(grouping: try pattern.matches(among: paths), by: \.values)
        return (text, Companions(names: pattern.names, paths: matches.mapValues { $0.map(\.path) }))
      })
    self.groups = groups.sorted { Self.numerically($0.files[0][0], $1.files[0][0]) }
    self.incomplete = incomplete
  }

  /// The one file of a pattern that belongs to a group with these values.
  /// - Throws: `InputError` where there is none, or more than one.
  func companion(_ pattern: String, of values: [String: String]) throws -> String {
    let known = companions[pattern]
    let own = values.filter { known?.names.contains($0.key) == true }
    let found = known?.paths[own] ?? []
    guard found.count == 1 else {
      throw InputError(
        folder.appendingPathComponent(pattern).path,
        found: found.isEmpty ? "no such file" : found.prefix(3).joined(separator: " and "),
        expected: "one file for \(PathPattern.describe(values))",
        advice: "Fetch the data again, or name the folder with --data.")
    }
    return found[0]
  }

  /// The files of a modality by the values in their paths; nil for a channel that lacks one.
  private static func matches(
    _ modality: ModalityTables, among paths: [String], folder: URL
  ) throws -> [(values: [String: String], files: [String?])] {
    var order: [[String: String]] = []
    var files: [[String: String]: [String?]] = [:]
    let patterns = modality.patterns
    for (channel, text) in patterns.enumerated() {
      let pattern = try PathPattern(text, place: "tables: \(modality.name)")
      for match in try pattern.matches(among: paths) {
        var entry = files[match.values] ?? patterns.map { _ in nil }
        if files[match.values] == nil { order.append(match.values) }
        if let other = entry[channel] {
          throw InputError(
            folder.appendingPathComponent(match.path).path, found: "another file beside \(other)",
            expected: "one file of \(modality.name) for \(PathPattern.describe(match.values))",
            advice: "Remove one of the two, or name what tells them apart in the pattern '\(text)'.")
        }
        entry[channel] = match.path
        files[match.values] = entry
      }
    }
    return order.map { ($0, files[$0]!) }
  }

  static func numerically(_ a: String, _ b: String) -> Bool {
    let order = a.compare(b, options: .numeric)
    return order == .orderedSame ? a < b : order == .orderedAscending
  }
}

extension ModalityTables {
  /// The pattern of its files, or one a channel.
  var patterns: [String] { channelFiles ?? files.map { [$0] } ?? [] }
}
