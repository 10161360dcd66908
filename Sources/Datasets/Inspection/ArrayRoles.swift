import Foundation

/// What the arrays of a file seem to be: guesses from names, shapes and values.
struct ArrayRoles {
  /// An array with one value a sample.
  struct Column {
    let name: String
    let values: ColumnValues
    /// The different values, each once, in the order of their numbers.
    let distinct: [String]

    init(_ name: String, _ values: ColumnValues) {
      self.name = name
      self.values = values
      distinct = Set(values.names).sorted { $0.compare($1, options: .numeric) == .orderedAscending }
    }

    var isUnique: Bool { distinct.count == values.count }
    var isText: Bool { if case .texts = values { true } else { false } }
  }

  /// An array that may hold features.
  struct Features {
    let array: ArrayDescription
    let sampleAxis: Int
    /// Several axes have as many entries as there are samples, or none does.
    let isUncertain: Bool
    /// Axes that are averaged, since they seem to be frames.
    let pooled: [Int]
    /// Number of samples along that axis.
    let count: Int
    /// What seems to name them.
    var ids: IDChoice?
  }

  let file: any ArrayFile
  /// Number of samples.
  let count: Int
  let ids: Column?
  /// All that may name samples.
  let candidates: IDCandidates
  let labels: Column?
  let subjects: Column?
  let trials: Column?
  let sessions: Column?
  let classNames: [String]?
  let fittedOn: String?
  let features: [Features]
  /// Columns of numbers of a table that are nothing else.
  let featureColumns: [String]
  /// Names that stand twice, so that nobody can ask for them.
  let ambiguous: [String]

  /// Longest array that is read for a guess.
  private static let longest = 2_000_000

  /// Looks at `file`; `expected` is the number of samples where other files tell it.
  init(_ file: any ArrayFile, expected: Int? = nil) {
    self.file = file
    let columns = file.arrays.compactMap { array -> Column? in
      let extents = array.shape.filter { $0 != 1 }
      guard extents.count == 1, extents[0] <= Self.longest,
        let values = try? file.column(array.name, advice: "")
      else { return nil }
      return Column(array.name, values)
    }
    let matrices = file.arrays.filter { !$0.isText && $0.shape.count(where: { $0 != 1 }) > 1 && $0.name != "table" }
    let count = Self.sampleCount(columns, matrices, expected: expected)
    self.count = count
    let own = columns.filter { $0.values.count == count && count > 1 }
    func named(_ words: [String], among columns: [Column]) -> Column? {
      columns.first { column in words.contains { Self.word(column.name).contains($0) } }
    }
    func isNamed(_ column: Column, _ words: [String]) -> Bool { named(words, among: [column]) != nil }
    let people = ["subject", "person", "people", "user", "participant", "actor", "volunteer"]
    let subjects = named(people, among: own)
    let trials = named(["trial", "repetition", "take"], among: own)
    let sessions = named(["session"], among: own)
    (self.subjects, self.trials, self.sessions) = (subjects, trials, sessions)
    let classWords = ["label", "class", "action", "activit", "gesture", "target", "exercise"]
    let unused = own.filter { column in ![subjects, trials, sessions].contains { $0?.name == column.name } }
    let labelled = unused.filter { $0.distinct.count > 1 && $0.distinct.count <= max(2, count / 2) }
    let labels =
      named(classWords, among: labelled) ?? labelled.first { Self.word($0.name) == "y" }
      ?? labelled.first(where: \.isText)
    self.labels = labels
    classNames = Self.classNames(columns, count: count, labels: labels)
    let isClassNames = { [classNames] (column: Column) in column.isText && column.values.names == classNames }
    let roles = [labels, subjects, trials, sessions].compactMap { $0?.name }
    let candidates = IDCandidates(
      columns.filter { $0.isUnique && $0.values.count > 1 && !roles.contains($0.name) && !isClassNames($0) })
    self.candidates = candidates
    features = matrices.compactMap { array in
      for length in [count] + candidates.lengths(near: array.name) {
        if var found = Self.features(array, count: length) {
          found.ids = candidates.choice(for: array.name, count: length)
          return found
        }
      }
      return nil
    }
    let ids = features.lazy.compactMap(\.ids).first?.column ?? candidates.choice(for: "", count: count)?.column
    self.ids = ids
    let idName = ids?.name
    let known = Set(ids?.values.names ?? [])
    fittedOn =
      columns.first { column in
        column.name != idName && (isNamed(column, ["fitted", "train"]))
          && column.values.names.allSatisfy(known.contains)
      }?.name
    let taken = Set([ids, labels, subjects, trials, sessions].compactMap { $0?.name })
    let twice = Set(Dictionary(grouping: file.arrays.map(\.name)) { $0 }.filter { $0.value.count > 1 }.keys)
    ambiguous = twice.sorted()
    featureColumns =
      file is TableArrays
      ? file.arrays.filter { !$0.isText && $0.shape.count == 1 && !taken.contains($0.name) && !twice.contains($0.name) }
        .map(\.name) : []
  }

  /// The last part of a name in small letters.
  static func word(_ name: String) -> String {
    (name.split(separator: "/").last.map(String.init) ?? name).lowercased()
  }

  /// The most frequent length of columns that is also an extent of a matrix; else the longest
  /// column; else what is expected; else the first extent.
  private static func sampleCount(_ columns: [Column], _ matrices: [ArrayDescription], expected: Int?) -> Int {
    let extents = Set(matrices.flatMap(\.shape))
    if let expected, extents.contains(expected) || columns.contains(where: { $0.values.count == expected }) {
      return expected
    }
    let lengths = Dictionary(grouping: columns.map(\.values.count)) { $0 }.mapValues(\.count)
    let matching = lengths.filter { extents.contains($0.key) }
    let best = (matching.isEmpty ? lengths : matching).max { ($0.value, $0.key) < ($1.value, $1.key) }
    return best?.key ?? matrices.first?.shape.first ?? 0
  }

  private static func classNames(_ columns: [Column], count: Int, labels: Column?) -> [String]? {
    let candidates = columns.filter { $0.isText && $0.isUnique && $0.values.count < count }
    let words = ["class", "label", "action", "activit", "gesture"]
    return
      (candidates.first { column in words.contains { word(column.name).contains($0) } }
      ?? candidates.first { $0.values.count == labels?.distinct.count })?.values.names
  }

  private static func features(_ array: ArrayDescription, count: Int) -> Features? {
    let axes = array.shape.indices.filter { array.shape[$0] == count }
    guard let axis = axes.first else { return nil }
    let others = array.shape.indices.filter { $0 != axis && array.shape[$0] != 1 }
    return Features(
      array: array, sampleAxis: axis, isUncertain: axes.count > 1, pooled: others.dropLast(), count: count)
  }
}
