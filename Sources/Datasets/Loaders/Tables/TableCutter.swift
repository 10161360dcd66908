import Diagnostics
import Foundation

/// Cuts the files of groups into recordings.
struct TableCutter: Sendable {
  let manifest: Manifest
  let tables: TablesDescription
  let files: TableFiles

  /// The recordings of a group, in the order of the file, without trials that are counted over all
  /// groups.
  func cut(_ group: Int) throws -> GroupIndex {
    let entry = files.groups[group]
    var indices: [[DelimitedText.Index?]] = []
    var opened: [any FrameTable] = []
    var cases: TSFile?
    var counts: [(Int, URL)] = []
    for (modality, paths) in zip(files.modalities, entry.files) {
      var found: [DelimitedText.Index?] = []
      for path in paths {
        let url = files.folder.appendingPathComponent(path)
        if url.pathExtension.lowercased() == "ts" {
          cases = try TSFile(url)
          counts.append((cases!.labels.count, url))
          found.append(nil)
          continue
        }
        let table = try open(modality, url)
        found.append((table as? DelimitedText)?.index)
        counts.append((table.rows, url))
        opened.append(table)
      }
      indices.append(found)
    }
    let group = Group(number: group, values: entry.values, tables: opened, cases: cases)
    let recordings: [TableRecording]
    switch tables.recordings {
    case .file:
      let rows = opened.map { 0..<$0.rows }
      recordings = try recording(group, rows: rows, row: 0, of: 1).map { [$0] } ?? []
    case .rows:
      let first = counts[0]
      if let other = counts.first(where: { $0.0 != first.0 }) {
        throw InputError(
          other.1.path, found: "\(other.0) rows", expected: "\(first.0), as in \(first.1.lastPathComponent)",
          advice: "A row is a recording: files of one set must have equally many. Fetch them again.")
      }
      recordings = try (0..<first.0).compactMap { row in
        try recording(group, rows: files.modalities.map { _ in row..<(row + 1) }, row: row, of: first.0)
      }
    case .runs: recordings = try runs(group)
    case .intervals: recordings = try intervals(group)
    }
    return GroupIndex(texts: indices, cases: cases, recordings: recordings, skips: group.skips)
  }

  /// A group of files with what was opened of it.
  final class Group {
    let number: Int
    let values: [String: String]
    let tables: [any FrameTable]
    let cases: TSFile?
    /// Columns of values, read once.
    var columns: [String: [String]] = [:]
    /// How many recordings the manifest skips, by what it says.
    var skips: [String: Int] = [:]

    init(number: Int, values: [String: String], tables: [any FrameTable], cases: TSFile?) {
      self.number = number
      self.values = values
      self.tables = tables
      self.cases = cases
    }
  }

  /// Opens a file of a modality, and refuses one with another number of fields than the manifest
  /// says.
  func open(_ modality: ModalityTables, _ url: URL, index: DelimitedText.Index? = nil) throws -> any FrameTable {
    var array = modality.array
    // Where a row is a recording, the first index counts them.
    if tables.recordings == .rows { array?.timeAxis = 1 }
    let table = try FrameTables.open(
      url, text: modality.text ?? tables.text ?? DelimitedFormat(), array: array, index: index)
    if let fields = modality.fields, table.columns != fields {
      throw InputError(
        table.place(row: 0), found: "\(table.columns) columns", expected: "\(fields) in a file of \(modality.name)",
        advice: "Is it a file of another modality, or damaged? Fetch it again, or leave it out with --skip-bad.")
    }
    return table
  }

  private func runs(_ group: Group) throws -> [TableRecording] {
    let table = group.tables[0]
    guard let name = tables.class.column else { return [] }
    let labels = try table.texts(column: table.column(name), rows: nil)
    group.columns["class"] = labels
    if let other = group.tables.first(where: { $0.rows != table.rows }) {
      throw InputError(
        other.url.path, found: "\(other.rows) rows", expected: "\(table.rows), as in \(table.url.lastPathComponent)",
        advice: "Runs of a class are the same rows in all files of a recording. Fetch them again.")
    }
    var result: [TableRecording] = []
    var start = 0
    for row in 1...labels.count where row == labels.count || labels[row] != labels[start] {
      let rows = files.modalities.map { _ in start..<row }
      if let recording = try recording(group, rows: rows, row: start, of: labels.count) { result.append(recording) }
      start = row
    }
    return result
  }

  private func intervals(_ group: Group) throws -> [TableRecording] {
    guard let description = tables.intervals else { return [] }
    let path = try files.companion(description.files, of: group.values)
    let table = try FrameTables.open(
      files.folder.appendingPathComponent(path), text: description.text ?? tables.text ?? DelimitedFormat(), array: nil)
    let bounds = try table.numbers(
      columns: [table.column(description.start), table.column(description.end)], rows: nil)
    for (key, value) in [("class", tables.class), ("subject", tables.subject)] where value.files == nil {
      if let column = value.column { group.columns[key] = try table.texts(column: table.column(column), rows: nil) }
    }
    let positions = try zip(files.modalities, group.tables).map { modality, table -> [Double]? in
      guard let position = modality.position else { return nil }
      let numbers = try table.numbers(columns: [table.column(position)], rows: nil)
      if let row = numbers.indices.dropFirst().first(where: { !(numbers[$0] >= numbers[$0 - 1]) }) {
        throw InputError(
          table.place(row: row), found: "the position \(numbers[row]) after \(numbers[row - 1])",
          expected: "positions that do not fall", advice: "Mend the file, or leave it out with --skip-bad.")
      }
      return numbers
    }
    return try (0..<table.rows).compactMap { row in
      let (first, last) = (bounds[2 * row], bounds[2 * row + 1])
      guard first <= last else {
        throw InputError(
          table.place(row: row), found: "an interval from \(first) to \(last)", expected: "a start before the end",
          advice: "Mend the file, or leave it out with --skip-bad.")
      }
      let rows = zip(positions, group.tables).map { positions, table -> Range<Int> in
        guard let positions else {
          let start = min(max(Int(first.rounded(.up)), 0), table.rows)
          return start..<max(start, min(Int(last.rounded(.down)) + 1, table.rows))
        }
        let start = positions.partitioned { $0 < first }
        return start..<max(start, positions.partitioned { $0 <= last })
      }
      guard let recording = try recording(group, rows: rows, row: row, of: table.rows) else { return nil }
      if let empty = rows.firstIndex(where: \.isEmpty) {
        throw InputError(
          table.place(row: row), found: "no row of \(group.tables[empty].url.lastPathComponent) in the interval",
          expected: "some", advice: "Mend the files, or leave them out with --skip-bad.")
      }
      return recording
    }
  }
}

extension [Double] {
  /// The number of elements for which `isBefore` holds, where those come first.
  func partitioned(_ isBefore: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
