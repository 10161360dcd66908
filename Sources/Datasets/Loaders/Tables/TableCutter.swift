import Diagnostics
import FeatureStore
import Foundation
import Parallelism

/// Cuts the files of groups into recordings.
struct TableCutter: Sendable {
  let manifest: Manifest
  let tables: TablesDescription
  let files: TableFiles
  /// The last files of arrays that hold many recordings, by modality and path.
  private let arrays: RecentValues<[String], any FrameTable>

  init(manifest: Manifest, tables: TablesDescription, files: TableFiles) {
    self.manifest = manifest
    self.tables = tables
    self.files = files
    arrays = RecentValues(capacity: 2 * files.modalities.count)
  }

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
    return GroupIndex(
      texts: indices, cases: cases, recordings: recordings, skips: group.skips, left: group.left)
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
    /// What else is in no recording.
    private(set) var left: [SkippedFile] = []
    /// The modality whose file holds the columns of values.
    var reference = 0

    init(number: Int, values: [String: String], tables: [any FrameTable], cases: TSFile?) {
      self.number = number
      self.values = values
      self.tables = tables
      self.cases = cases
    }

    /// The table that holds the columns of values; nil where cases do.
    var table: (any FrameTable)? { tables.indices.contains(reference) ? tables[reference] : nil }

    /// Notes what is in no recording; `recording` says of which person it is.
    func leaveOut(
      _ recording: TableRecording, _ file: String, _ cause: String, className: String,
      what: SkippedFile.What = .recordings, count: Int = 1
    ) {
      left.append(
        SkippedFile(
          file: file, reason: cause, what: what, count: count, className: className, subject: recording.subject))
    }
  }

  /// Opens a file of a modality, and refuses one with another number of fields than the manifest
  /// says. A file of arrays with many recordings is opened once.
  func open(_ modality: ModalityTables, _ url: URL, index: DelimitedText.Index? = nil) throws -> any FrameTable {
    guard tables.recordings != .file, FrameTables.isArray(url) else { return try openAnew(modality, url, index) }
    return try arrays.value([modality.name, url.path]) { try openAnew(modality, url, index) }
  }

  private func openAnew(
    _ modality: ModalityTables, _ url: URL, _ index: DelimitedText.Index?
  ) throws -> any FrameTable {
    var array = modality.array
    // Where a row is a recording, the first index counts them.
    if tables.recordings == .rows { array?.timeAxis = 1 }
    let format = modality.text ?? tables.text ?? DelimitedFormat()
    let isOfClouds = try manifest.modality(modality.name).form == .points && modality.rowsArePoints == false
    let table: any FrameTable =
      isOfClouds
      ? try CloudTable(url, array ?? ArrayPlace())
      : try FrameTables.open(url, text: format, array: array, index: index)
    if let fields = modality.fields, table.columns != fields {
      throw InputError(
        table.place(row: 0), found: "\(table.columns) columns", expected: "\(fields) in a file of \(modality.name)",
        advice: "Is it a file of another modality, or damaged? Fetch it again, or leave it out with --skip-bad.")
    }
    return table
  }
}
