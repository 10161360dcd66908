import Diagnostics

/// Which row of each file belongs to which sample.
struct JoinedRows {
  /// The samples in their order.
  let ids: [String]
  /// Samples that one file lacks and that are left out.
  let dropped: [String]
  private let mapping: FeatureMapping
  private let files: MappedFiles
  /// By the file's short name: the row of each id. Empty where rows belong together by their order.
  private let rowOf: [String: [String: Int]]
  private let isByRow: Bool

  init(_ mapping: FeatureMapping, files: MappedFiles) throws {
    self.mapping = mapping
    self.files = files
    let first = mapping.modalities[0]
    isByRow = mapping.ids == .byRow
    if isByRow {
      let count = try FeatureReader(first, file: files.file(first.file)).count
      ids = (0..<count).map { "row-\($0)" }
      (dropped, rowOf) = ([], [:])
      return
    }
    let names = try Self.usedFiles(mapping)
    var idsOf: [String: [String]] = [:]
    var rowOf: [String: [String: Int]] = [:]
    for name in names {
      let own = try Self.ids(mapping, files, name)
      idsOf[name] = own.ids
      rowOf[name] = try Self.rows(own.ids, place: own.place)
    }
    self.rowOf = rowOf
    let shown = try mapping.modalities.map { try mapping.path($0.file, place: "modalities.\($0.name)").name }
    var seen: Set<String> = []
    let union = shown.flatMap { idsOf[$0] ?? [] }.filter { seen.insert($0).inserted }
    let incomplete = union.filter { id in shown.contains { rowOf[$0]?[id] == nil } }
    switch mapping.missing {
    case .markAbsent: (ids, dropped) = (union, [])
    case .drop:
      let gone = Set(incomplete)
      (ids, dropped) = (union.filter { !gone.contains($0) }, incomplete)
      guard !ids.isEmpty else {
        throw InputError(
          "ids", found: "no sample that all files have", expected: "the same ids in every file",
          advice: "Compare '\(idsOf[shown[0]]?.first ?? "")' with the ids of the other files.")
      }
    case .refuse:
      if let id = incomplete.first, let file = shown.first(where: { rowOf[$0]?[id] == nil }) {
        throw InputError(
          try files.file(file).url.path,
          found: "no sample '\(id)' (and \(incomplete.count - 1) more are not everywhere)",
          expected: "every sample in the file of every modality",
          advice: suggestion(for: id, among: Array((idsOf[file] ?? []).prefix(1000)))
            .isEmpty ? "" : "Write the ids alike in all files, or 'missing: drop' or 'missing: mark-absent'.")
      }
      (ids, dropped) = (union, [])
    }
  }

  /// The row of each sample in the file of a modality; nil where it is not there.
  func rows(of modality: MappedModality) throws -> [Int?] {
    let file = try mapping.path(modality.file, place: "modalities.\(modality.name)")
    let count = try FeatureReader(modality, file: files.file(modality.file)).count
    if isByRow {
      guard count == ids.count else {
        throw InputError(
          "modalities.\(modality.name)", found: "\(count) samples along axis \(modality.sampleAxis)",
          expected: "\(ids.count), as '\(mapping.modalities[0].name)' has",
          advice: "With 'ids: by-row' all arrays have the same rows; is the sample axis right?")
      }
      return Array(0..<count)
    }
    let own = rowOf[file.name] ?? [:]
    guard own.count == count else {
      throw InputError(
        "\(try files.file(modality.file).url.path): modality '\(modality.name)'",
        found: "\(count) samples along axis \(modality.sampleAxis)", expected: "\(own.count), one for each id",
        advice: "Correct 'sampleAxis', or name the array of ids that belongs to it.")
    }
    return ids.map { own[$0] }
  }

  /// The values of a column in the order of the samples.
  func values(_ column: MappedColumn, called name: String, advice: String) throws -> ColumnValues {
    let file = try mapping.path(column.file, place: name)
    let source = try files.file(column.file)
    let values = try source.column(column.array ?? "", advice: advice)
    let place = "\(source.url.path): \(column.array ?? "")"
    if isByRow {
      guard values.count == ids.count else {
        throw InputError(place, found: "\(values.count) rows", expected: "\(ids.count), one a sample")
      }
      return values
    }
    let own = rowOf[file.name] ?? [:]
    guard own.count == values.count else {
      throw InputError(place, found: "\(values.count) rows", expected: "\(own.count), one for each id of the file")
    }
    return values.selecting(
      try ids.map { id in
        guard let row = own[id] else {
          throw InputError(
            place, found: "no row for sample '\(id)'", expected: "one for every sample that has features",
            advice: "Add it to the table, or check that ids are written alike.")
        }
        return row
      })
  }

  private static func usedFiles(_ mapping: FeatureMapping) throws -> [String] {
    let named = mapping.modalities.map(\.file) + mapping.columns.filter { $0.column.array != nil }.map(\.column.file)
    var seen: Set<String> = []
    return try named.map { try mapping.path($0, place: "features").name }.filter { seen.insert($0).inserted }
  }

  private static func ids(_ mapping: FeatureMapping, _ files: MappedFiles, _ name: String) throws -> (
    ids: [String], place: String
  ) {
    let file = try files.file(name)
    let advice = "Name the array of sample ids of this file in 'ids'."
    let array: String
    switch mapping.ids {
    case .byRow, .fileNames: array = StackedFiles.names
    case .array(let same): array = same
    case .arrays(let arrays):
      guard let own = arrays[name] else {
        throw InputError(
          "ids", found: "nothing for the file '\(name)'", expected: "the array with the ids of its rows", advice: advice
        )
      }
      array = own
    }
    return (try file.names(array, advice: advice), "\(file.url.path): \(array)")
  }

  private static func rows(_ ids: [String], place: String) throws -> [String: Int] {
    var rows: [String: Int] = [:]
    for (row, id) in ids.enumerated() {
      guard !id.isEmpty else {
        throw InputError(place, found: "an empty id in row \(row)", expected: "a name for every sample")
      }
      if let earlier = rows.updateValue(row, forKey: id) {
        throw InputError(
          place, found: "'\(id)' in rows \(earlier) and \(row)", expected: "a different id for every sample",
          advice: "Rows are paired by id: give every sample an id of its own.")
      }
    }
    return rows
  }
}
