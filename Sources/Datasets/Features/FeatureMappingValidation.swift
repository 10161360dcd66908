import Diagnostics
import Files

extension FeatureMapping {
  /// Checks what the types alone do not say and no file is needed for.
  func validate() throws {
    guard !files.isEmpty else { throw InputError("files", found: "none", expected: "at least one") }
    for file in files where !FileName.isPathBelow(file.path) || file.path.dropLast(file.lastPart.count).contains("*") {
      throw InputError(
        "files.\(file.name)", found: "'\(file.path)'", expected: "a path below the folder of the data",
        advice: "'*' may stand in the last part only: one file a sample.")
    }
    guard !modalities.isEmpty else { throw InputError("modalities", found: "none", expected: "at least one") }
    for modality in modalities {
      let place = "modalities.\(modality.name)"
      _ = try path(modality.file, place: place)
      if case .array(let reference) = modality.fittedOn { _ = try path(reference.file, place: "\(place).fittedOn") }
    }
    for (name, column) in columns {
      if column.array != nil { _ = try path(column.file, place: name) }
      let said = [("counting", column.counting != nil), ("map", column.map != nil), ("skip", column.skip != nil)]
      if name != "labels", let key = said.first(where: \.1)?.0 {
        throw InputError("\(name).\(key)", found: "'\(key)'", expected: "it below 'labels' only")
      }
    }
    try validateIDs()
    if case .arrays(let arrays) = ids {
      for name in arrays.keys.sorted() { _ = try path(name, place: "ids") }
    }
    guard let pattern else {
      for (name, column) in [("labels", labels), ("subjects", subjects)] where column?.array == nil {
        if name == "subjects", column?.isUnknown == true { continue }
        throw InputError(
          name, found: "nothing", expected: "an array, or a pattern that finds it in the ids",
          advice: name == "labels"
            ? "Write 'labels: <array>' or 'labels: {file: ..., array: ...}'."
            : "Write 'subjects: <array>', or 'subjects: unknown', which puts all samples on one person.")
      }
      return
    }
    guard (try? Regex(pattern)) != nil else {
      throw InputError(
        "pattern", found: "'\(pattern)'", expected: "a regular expression",
        advice: "An example: '(?<class>a\\d+)_s(?<subject>\\d+)_t(?<trial>\\d+)', in single quotes.")
    }
    guard ids != .byRow else {
      throw InputError("pattern", found: "'ids: by-row'", expected: "ids that the pattern can look into")
    }
  }

  /// Checks that every row has an id, and that rows are paired in one way.
  private func validateIDs() throws {
    let own: [(place: String, ids: String?)] =
      modalities.map { ("modalities.\($0.name)", $0.ids) }
      + columns.filter { $0.column.array != nil }.map { ($0.name, $0.column.ids) }
    if ids == .byRow, let user = own.first(where: { $0.ids != nil }) {
      throw InputError(
        "\(user.place).ids", found: "an array of ids beside 'ids: by-row' for all",
        expected: "rows that are paired by id, or by their order",
        advice: "Take 'ids: by-row' out, and name the ids of every modality and column.")
    }
    if ids == nil, own.contains(where: { $0.ids == nil }) {
      let who = own.first { $0.ids == nil }?.place ?? ""
      throw InputError(
        "features", found: own.contains { $0.ids != nil } ? "no key 'ids', and none in '\(who)'" : "no key 'ids'",
        expected: "the array that names the sample of each row",
        advice: "Write 'ids: /names', 'ids: {video: /names, imu: ids}', 'ids' in every modality and column, or, where "
          + "the rows of all arrays are the same samples in the same order, 'ids: by-row'.")
    }
  }

  /// Checks what labels mean against the classes of the manifest.
  func validate(classes: [String]) throws {
    for (_, meaning) in (labels?.map ?? [:]).sorted(by: { $0.key < $1.key }) where !classes.contains(meaning) {
      throw ClassLabels.unknownMeaning(meaning, classes)
    }
  }

  /// The columns that are given, by their keys.
  var columns: [(name: String, column: MappedColumn)] {
    [("labels", labels), ("subjects", subjects), ("trials", trials), ("sessions", sessions)].compactMap {
      name, column in
      column.map { (name, $0) }
    }
  }

  /// The file with a short name; without one, the only file.
  func path(_ name: String?, place: String) throws -> NamedFile {
    let names = files.map(\.name)
    guard let name else {
      guard files.count == 1 else {
        throw InputError(
          place, found: "no 'file'", expected: "one of \(names.joined(separator: ", "))",
          advice: "There are several files: say which.")
      }
      return files[0]
    }
    guard let found = files.first(where: { $0.name == name }) else {
      throw InputError(
        place, found: "the file '\(name)'", expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: name, among: names))
    }
    return found
  }
}

extension FeatureMapping.NamedFile {
  var lastPart: String { path.split(separator: "/").last.map(String.init) ?? path }
  /// Whether the path stands for one file a sample.
  var isPattern: Bool { lastPart.contains("*") }
}

/// Whether `text` matches `pattern`; `*` in it stands for any characters.
func matches(_ text: some StringProtocol, wildcard pattern: String) -> Bool {
  let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
  guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
  guard text.hasPrefix(first), text.count >= first.count + last.count, text.hasSuffix(last) else { return false }
  var rest = text.dropFirst(first.count).dropLast(last.count)[...]
  for part in parts.dropFirst().dropLast() where !part.isEmpty {
    guard let found = rest.firstRange(of: part) else { return false }
    rest = rest[found.upperBound...]
  }
  return true
}
