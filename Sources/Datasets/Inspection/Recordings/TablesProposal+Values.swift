import Foundation

extension TablesProposal {
  /// The classes, and where a recording has its own.
  struct Classes {
    var yaml: String
    var checks: [String]
    /// What a value of the files means; nil where it means itself.
    var map: [(value: String, name: String)]?
    var source: String
    var skip: [String] = []
  }

  func classes() -> Classes {
    let action = PathMeaning.action.rawValue
    if folder.layout != .runs, folder.kinds[0].kind.values.contains(where: { $0[action] != nil }) {
      let values = Set(folder.kinds.flatMap { $0.kind.values.compactMap { $0[action] } })
      return Self.classes(values, source: "path: \(action)", where: "in the paths")
    }
    if folder.layout == .rows, let labels = companion(isPerson: false), let sketch = labels.sketch {
      let values = Set(sketch.samples.flatMap { SampledColumn($0, 0).distinct })
      return Self.classes(
        values, source: "column: 1, files: \(ManifestProposal.quoted(labels.kind.patterns[0]))",
        where: "in \(labels.kind.name)")
    }
    guard folder.layout == .runs,
      let sketch = folder.kinds.lazy.compactMap(\.sketch).first(where: { !$0.labels.isEmpty })
    else {
      return Classes(yaml: "TODO", checks: [], source: "TODO")
    }
    let label = sketch.labels[0]
    let (values, read) = folder.labels(label.number)
    let column = label.name.map { ManifestProposal.quoted($0) } ?? "\(label.number)"
    var found = Self.classes(
      values.subtracting(["0"]), source: "column: \(column)",
      where: "in column \(label.number), at many places of \(read) files")
    if values.contains("0") {
      found.skip = ["0"]
      found.checks.append("0 was taken for no class")
    }
    let others = sketch.labels.dropFirst().map { $0.name ?? "\($0.number)" }
    if !others.isEmpty { found.checks.append("columns \(others.joined(separator: ", ")) look like labels too") }
    return found
  }

  static func classes(_ values: Set<String>, source: String, where place: String) -> Classes {
    let values = values.sorted { TableFiles.numerically($0, $1) }
    let check = "\(values.count) values \(place): what are they called?"
    guard values.allSatisfy({ TableHead.number($0, .point) != nil }) else {
      return Classes(yaml: list(values), checks: [check], map: nil, source: source)
    }
    let map = values.map { ($0, "class-\($0)") }
    return Classes(yaml: list(map.map(\.1)), checks: [check], map: map, source: source)
  }

  /// The companion of persons, or that of classes.
  func companion(isPerson: Bool) -> RecordingFolder.Found? {
    let isOne = { (found: RecordingFolder.Found) in
      PathWords.isPerson(found.kind.name)
        || found.kind.paths.contains { PathWords.isPerson(($0 as NSString).lastPathComponent) }
    }
    return folder.companions.first { isOne($0) == isPerson }
  }

  mutating func writeValues(_ classes: Classes) {
    writeSubject()
    guard let map = classes.map else {
      line("  class: \(classes.source == "TODO" ? "TODO" : "{\(classes.source)\(Self.skip(classes.skip))}")")
      return writeTrial()
    }
    line("  class:")
    for key in classes.source.components(separatedBy: ", files: ").enumerated() {
      line("    \(key.offset == 0 ? key.element : "files: \(key.element)")")
    }
    line("    map: {\(map.map { "\(Self.key($0.value)): \($0.name)" }.joined(separator: ", "))}")
    if !classes.skip.isEmpty { line("    skip: \(Self.list(classes.skip))") }
    writeTrial()
  }

  mutating func writeSubject() {
    let subject = PathMeaning.subject.rawValue
    let values = Set(folder.kinds.flatMap { $0.kind.values.compactMap { $0[subject] } })
    if folder.layout == .rows, let persons = companion(isPerson: true) {
      line("  subject: {column: 1, files: \(ManifestProposal.quoted(persons.kind.patterns[0]))}")
    } else if !values.isEmpty {
      let isNumbers = values.allSatisfy { Int($0) != nil }
      let sorted = values.sorted { TableFiles.numerically($0, $1) }
      let map =
        isNumbers
        ? ""
        : ", map: {\(sorted.enumerated().map { "\(Self.key($0.element)): \"\($0.offset + 1)\"" }.joined(separator: ", "))}"
      line("  subject: {path: \(subject)\(map)}  # check: \(values.count) persons")
    } else if let person = folder.kinds.lazy.compactMap({ $0.sketch?.person }).first, let name = person.name {
      line("  subject: {column: \(ManifestProposal.quoted(name))}  # check")
    } else {
      line("  subject: TODO  # nothing that looks like persons; {constant: \"1\"} where there is one")
    }
  }

  mutating func writeTrial() {
    let names = Set(folder.kinds.flatMap { $0.kind.values.flatMap(\.keys) })
    let trial = PathMeaning.trial.rawValue
    line(
      folder.layout == .file && names.contains(trial)
        ? "  trial: {path: \(trial)}" : "  trial: {counted: \(folder.layout == .rows ? "runs" : "recordings")}")
    if names.contains(PathMeaning.session.rawValue) { line("  session: {path: \(PathMeaning.session.rawValue)}") }
    let sets = folder.kinds.map { Set($0.kind.values) }
    let all = sets.reduce(Set()) { $0.union($1) }
    let whole = sets.reduce(all) { $0.intersection($1) }
    if all.count > whole.count {
      line("  incomplete: leave-out  # check: \(all.count - whole.count) of \(all.count) recordings lack a file")
    }
  }
}

extension RecordingFolder {
  /// The texts of a column in many places of many files, and the number of these files.
  func labels(_ column: Int) -> (texts: Set<String>, files: Int) {
    var texts: Set<String> = []
    let paths = kinds.first { $0.sketch?.labels.contains { $0.number == column } == true }?.kind.paths ?? []
    var files = 0
    for path in paths.prefix(Self.filesOfLabels) {
      guard let sample = try? TextSample(folder.appendingPathComponent(path), blocks: 400, blockBytes: 4096),
        sample.fields >= column
      else { continue }
      texts.formUnion(SampledColumn(sample, column - 1).distinct)
      files += 1
    }
    return (texts, files)
  }

  /// Files that are read for the classes in a column.
  private static let filesOfLabels = 40
}
