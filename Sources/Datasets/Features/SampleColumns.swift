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

  /// The class index of every sample. A text is the name of a class; where it is none, and a whole number, it counts classes.
  func labels() throws -> [Int] {
    let (values, place) = try values(mapping.labels, called: "labels", group: "class")
    let first = mapping.labels?.counting == .fromOne ? 1 : 0
    func index(_ number: Int, _ row: Int) throws -> Int {
      // A number that is far off must not overflow.
      guard number >= first, number < classes.count + first else {
        throw InputError(
          place, found: "the label \(number) of sample '\(rows.ids[row])'",
          expected: "\(first) to \(classes.count - 1 + first), which count 'classes' of the manifest",
          advice: first == 0 && number == classes.count
            ? "Do they count from 1? Then write 'counting: from-1' below 'labels'."
            : "Add the class to 'classes', or correct the label.")
      }
      return number - first
    }
    switch values {
    case .integers(let numbers):
      // Where all classes are named by numbers, a label is such a name, not a place in the list.
      let named = classes.allSatisfy { Int($0) != nil } && mapping.labels?.counting == nil
      let known = named ? Dictionary(uniqueKeysWithValues: zip(classes, classes.indices)) : [:]
      return try numbers.enumerated().map { row, number in try known["\(number)"] ?? index(number, row) }
    case .texts(let names):
      let known = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
      return try names.enumerated().map { row, name in
        if let found = known[name] { return found }
        if let number = Int(name) { return try index(number, row) }
        throw InputError(
          place, found: "the label '\(name)' of sample '\(rows.ids[row])'",
          expected: "one of 'classes' of the manifest",
          advice: suggestion(for: name, among: classes))
      }
    }
  }

  /// The person of every sample; `expected` are those that the manifest names; nil where it names none.
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

  /// The repetition of every sample, nil where nothing says it.
  func trials() throws -> [Int]? { try optional(mapping.trials, called: "trials", group: "trial") }

  /// The session of every sample, nil where nothing says it.
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
      let advice = "Name an array with one value a sample in '\(name)'."
      return (
        try rows.values(column, called: name, advice: advice), "\(try files.file(column.file).url.path): \(array)"
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
    let expression = try Regex(pattern)
    let texts = try rows.ids.map { id in
      guard let match = try expression.firstMatch(in: id), let text = match[group]?.substring, !text.isEmpty else {
        throw InputError(
          "pattern", found: "no '\(group)' in the id '\(id)'", expected: "ids that match '\(pattern)'",
          advice: "Mend the pattern, or name an array in '\(name)'.")
      }
      return String(text)
    }
    return (.texts(texts), "pattern")
  }

  /// Whole numbers. Names become the number at their end where that tells them apart (`s03`: 3), else their place in the
  /// order of the alphabet, from 1.
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
