import Diagnostics

/// Labels, subjects, trials and sessions of the samples, out of arrays or out of ids.
struct SampleColumns {
  private let mapping: FeatureMapping
  private let files: MappedFiles
  private let rows: JoinedRows
  private let classes: [String]

  init(_ mapping: FeatureMapping, files: MappedFiles, rows: JoinedRows, classes: [String]) {
    self.mapping = mapping
    self.files = files
    self.rows = rows
    self.classes = classes
  }

  /// The class index of every sample; nil for a sample that its label leaves out.
  func labels() throws -> [Int?] {
    let meanings = ClassLabels(classes, rule: mapping.labels)
    guard let column = mapping.labels, let array = column.array else {
      let (values, place) = try values(mapping.labels, called: "labels", group: "class")
      return try meanings.indices(of: values.names.map { Label(text: $0) }, place: place) {
        "sample '\(rows.ids[$0])'"
      }
    }
    let file = try files.file(column.file)
    let all = try file.labels(array, advice: "Name an array with one value a sample in 'labels'.")
    let own = try rows.rows(of: column, called: "labels", count: all.count)
    return try meanings.indices(of: own.map { all[$0] }, place: "\(file.url.path): \(array)") {
      "sample '\(rows.ids[$0])' (row \(own[$0]))"
    }
  }

  /// The person of every sample; `expected` are the persons that the manifest names, nil if it
  /// names none.
  func subjects(expected: [Int]?) throws -> [Int] {
    if mapping.subjects?.isUnknown == true { return rows.ids.map { _ in 1 } }
    let (values, place) = try values(mapping.subjects, called: "subjects", group: "subject")
    let subjects = try numbers(values)
    if let expected, let row = subjects.firstIndex(where: { !expected.contains($0) }) {
      throw InputError(
        place, found: "subject \(subjects[row]) (sample '\(rows.ids[row])')",
        expected: "one of 'subjects' of the manifest",
        advice: "Correct 'subjects', or leave it out.")
    }
    return subjects
  }

  /// The repetition of every sample; nil if nothing says it.
  func trials() throws -> [Int]? { try optional(mapping.trials, called: "trials", group: "trial") }

  /// The session of every sample; nil if nothing says it.
  func sessions() throws -> [Int]? { try optional(mapping.sessions, called: "sessions", group: "session") }

  private func optional(_ column: MappedColumn?, called name: String, group: String) throws -> [Int]? {
    let isInPattern = mapping.pattern?.contains("(?<\(group)>") == true
    guard column?.isUnknown != true, column != nil || isInPattern else { return nil }
    return try numbers(values(column, called: name, group: group).values)
  }

  private func values(_ column: MappedColumn?, called name: String, group: String) throws -> (
    values: ColumnValues, place: String
  ) {
    if let column, let array = column.array {
      let file = try files.file(column.file)
      let all = try file.column(array, advice: "Name an array with one value a sample in '\(name)'.")
      return (
        all.selecting(try rows.rows(of: column, called: name, count: all.count)), "\(file.url.path): \(array)"
      )
    }
    guard let pattern = mapping.pattern else {
      throw InputError(name, found: "nothing", expected: "an array, or a pattern that finds it in the ids")
    }
    guard pattern.contains("(?<\(group)>") else {
      throw InputError(
        "pattern", found: "'\(pattern)' without a group '\(group)'", expected: "'(?<\(group)>...)' in it",
        advice: "Or name an array in '\(name)'.")
    }
    let found = try MatchTime.bounded(pattern, count: rows.ids.count, place: "pattern") { [ids = rows.ids] in
      let expression = try Regex(pattern)
      return try ids.map { try expression.firstMatch(in: $0)?[group]?.substring.map { String($0) } }
    }
    let texts = try zip(rows.ids, found).map { id, text in
      guard let text, !text.isEmpty else {
        throw InputError(
          "pattern", found: "no '\(group)' in the id '\(id)'", expected: "ids that match '\(pattern)'",
          advice: "Mend the pattern, or name an array in '\(name)'.")
      }
      return text
    }
    return (.texts(texts), "pattern")
  }

  /// Whole numbers. A name becomes the number at its end (`s03`: 3) if these numbers tell all names
  /// apart, else its place in the alphabet, from 1.
  private func numbers(_ values: ColumnValues) throws -> [Int] {
    switch values {
    case .integers(let numbers): return numbers
    case .texts(let names):
      let distinct = Set(names).sorted()
      let ends = distinct.map {
        Int($0.reversed().prefix { $0.isASCII && $0.isNumber }.prefix(9).reversed().map(String.init).joined())
      }
      let known = ends.compactMap(\.self)
      let numbers = Set(known).count == distinct.count ? known : Array(1...max(distinct.count, 1))
      let numberOf = Dictionary(uniqueKeysWithValues: zip(distinct, numbers))
      return names.map { numberOf[$0] ?? 0 }
    }
  }
}
