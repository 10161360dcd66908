import Diagnostics

/// An array that names the sample of each row of its file.
struct IDSource: Hashable {
  /// The short name of the file.
  let file: String
  let array: String
}

/// The rows of each file that belong to the samples.
struct JoinedRows {
  /// The samples in their order.
  private(set) var ids: [String]
  /// Samples that are left out because one file lacks them.
  let dropped: [String]
  private let mapping: FeatureMapping
  private let files: MappedFiles
  /// The row of each id, by the array of ids. Empty if rows belong together by their order.
  private let rowOf: [IDSource: [String: Int]]
  /// The rows of the samples, if rows belong together by their order; nil if they do by id.
  private var ordered: (rows: [Int], count: Int)?

  init(_ mapping: FeatureMapping, files: MappedFiles) throws {
    self.mapping = mapping
    self.files = files
    let first = mapping.modalities[0]
    if mapping.ids == .byRow {
      let count = try FeatureReader(first, file: files.file(first.file)).count
      ids = (0..<count).map { "row-\($0)" }
      ordered = (Array(0..<count), count)
      (dropped, rowOf) = ([], [:])
      return
    }
    var idsOf: [IDSource: [String]] = [:]
    var rowOf: [IDSource: [String: Int]] = [:]
    for source in try Self.sources(mapping) where idsOf[source] == nil {
      let file = try files.file(source.file)
      let own = try file.names(source.array, advice: "Name the array of sample ids of this file in 'ids'.")
      idsOf[source] = own
      rowOf[source] = try Self.rows(own, place: "\(file.url.path): \(source.array)")
    }
    self.rowOf = rowOf
    let shown = try mapping.modalities.map { try mapping.idSource($0) }
    let union = shown.flatMap { idsOf[$0] ?? [] }.distinct
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
      if let id = incomplete.first, let source = shown.first(where: { rowOf[$0]?[id] == nil }) {
        throw InputError(
          "\(try files.file(source.file).url.path): \(source.array)",
          found: "no sample '\(id)' (and \(incomplete.count - 1) more are not everywhere)",
          expected: "every sample in the file of every modality",
          advice: suggestion(for: id, among: Array((idsOf[source] ?? []).prefix(1000)))
            .isEmpty ? "" : "Write the ids alike in all files, or 'missing: drop' or 'missing: mark-absent'.")
      }
      (ids, dropped) = (union, [])
    }
  }

  /// The same without the samples at some places in `ids`.
  func leavingOut(_ places: Set<Int>) -> JoinedRows {
    guard !places.isEmpty else { return self }
    let kept = ids.indices.filter { !places.contains($0) }
    var result = self
    result.ids = kept.map { ids[$0] }
    if let ordered { result.ordered = (kept.map { ordered.rows[$0] }, ordered.count) }
    return result
  }

  /// The row of each sample in the file of a modality; nil if it is not there.
  func rows(of modality: MappedModality) throws -> [Int?] {
    let count = try FeatureReader(modality, file: files.file(modality.file)).count
    if let ordered {
      guard count == ordered.count else {
        throw InputError(
          "modalities.\(modality.name)", found: "\(count) samples along axis \(modality.sampleAxis)",
          expected: "\(ordered.count), as '\(mapping.modalities[0].name)' has",
          advice: "With 'ids: by-row' all arrays have the same rows; is the sample axis right?")
      }
      return ordered.rows
    }
    let source = try mapping.idSource(modality)
    let own = rowOf[source] ?? [:]
    guard own.count == count else {
      throw InputError(
        "\(try files.file(modality.file).url.path): modality '\(modality.name)'",
        found: "\(count) samples along axis \(modality.sampleAxis)",
        expected: "\(own.count), one for each id in \(source.array)",
        advice: "Correct 'sampleAxis', or name the array of ids that belongs to it.")
    }
    return ids.map { own[$0] }
  }

  /// The row of each sample in the array of a column, which has `count` rows.
  func rows(of column: MappedColumn, called name: String, count: Int) throws -> [Int] {
    let place = "\(try files.file(column.file).url.path): \(column.array ?? "")"
    if let ordered {
      guard count == ordered.count else {
        throw InputError(place, found: "\(count) rows", expected: "\(ordered.count), one a sample")
      }
      return ordered.rows
    }
    let source = try mapping.idSource(column, called: name)
    let own = rowOf[source] ?? [:]
    guard own.count == count else {
      throw InputError(
        place, found: "\(count) rows", expected: "\(own.count), one for each id in \(source.array)",
        advice: "Name the array of ids that belongs to it: '\(name): {array: ..., ids: ...}'.")
    }
    return try ids.map { id in
      guard let row = own[id] else {
        throw InputError(
          place, found: "no row for sample '\(id)'", expected: "one for every sample that has features",
          advice: "Add it to the table, or check that ids are written alike.")
      }
      return row
    }
  }

  /// What names the rows of all modalities and columns.
  private static func sources(_ mapping: FeatureMapping) throws -> [IDSource] {
    try mapping.modalities.map { try mapping.idSource($0) }
      + mapping.columns.filter { $0.column.array != nil }.map { try mapping.idSource($0.column, called: $0.name) }
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

extension FeatureMapping {
  /// What names the rows of a modality.
  func idSource(_ modality: MappedModality) throws -> IDSource {
    try idSource(modality.file, own: modality.ids, place: "modalities.\(modality.name)")
  }

  /// What names the rows of a column.
  func idSource(_ column: MappedColumn, called name: String) throws -> IDSource {
    try idSource(column.file, own: column.ids, place: name)
  }

  private func idSource(_ file: String?, own: String?, place: String) throws -> IDSource {
    let name = try path(file, place: place).name
    if let own { return IDSource(file: name, array: own) }
    switch ids {
    case .byRow, .fileNames: return IDSource(file: name, array: StackedFiles.names)
    case .array(let same): return IDSource(file: name, array: same)
    case .arrays(let arrays):
      if let array = arrays[name] { return IDSource(file: name, array: array) }
    case nil: break
    }
    throw InputError(
      "ids", found: "nothing for the file '\(name)'", expected: "the array with the ids of its rows",
      advice: "Name the array of sample ids of this file in 'ids', or in '\(place)'.")
  }
}
