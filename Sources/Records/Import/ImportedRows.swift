import Diagnostics
import Files
import Foundation

/// Rows of predictions that came from elsewhere, beside the rows of the plan.
package struct ImportedRows: Sendable {
  package var rows: [PlannedRow] = []
  /// Rows that no board of the plan has any more, and why.
  package var leftOut: [String] = []
  /// Files that cannot be used.
  package var unusable: [UnusableRecord] = []
}

extension RecordStore {
  /// The rows of the plan, and those of imported predictions behind them.
  /// - Throws: `InputError` where there is no plan.
  public func rows() throws -> [PlannedRow] { try plannedRows() + importedRows().rows }

  /// The imported rows that stand on a board of the plan.
  /// - Throws: `InputError` where there is no plan.
  package func importedRows() throws -> ImportedRows {
    let keys = importedKeys()
    guard !keys.isEmpty else { return ImportedRows() }
    var found = ImportedRows()
    var trials: [(key: String, trial: TrialDescription)] = []
    for key in keys {
      do {
        if let part = try record(key, as: ImportedPart.self) { trials.append((key, part.trial)) }
      } catch let reason as InputError {
        found.unusable.append(UnusableRecord(key: key, reason: reason, isNewer: false))
      }
    }
    var splits: [TrialDescription: Set<String>] = [:]
    for row in try plannedRows() { splits[row.trial.board, default: []].formUnion(row.splits) }
    let rows = trials.map(\.trial.row).distinct.sorted { ($0.importedRow ?? "") < ($1.importedRow ?? "") }
    for row in rows {
      let own = trials.filter { $0.trial.row == row }.sorted { $0.trial.split < $1.trial.split }
      let name = row.importedRow ?? ""
      guard let wanted = splits[row.board] else {
        found.leftOut.append("imported row '\(name)': no board of the plan is that of its predictions any more")
        continue
      }
      let lacking = wanted.subtracting(own.map(\.trial.split)).sorted()
      guard lacking.isEmpty else {
        found.leftOut.append("imported row '\(name)': no predictions of split \(lacking.joined(separator: ", "))")
        continue
      }
      let kept = own.filter { wanted.contains($0.trial.split) }
      found.rows.append(
        PlannedRow(
          trial: row, keys: kept.map(\.key), splits: kept.map(\.trial.split),
          repetitions: kept.map { $0.trial.repetition ?? 1 }))
    }
    return found
  }

  /// Writes imported records, and takes away those of other predictions under the same name on the
  /// same board.
  package func write(imported records: [TrialRecord]) throws {
    let folder = folder.appendingPathComponent(ResultsPath.imported)
    guard let first = records.first else { return }
    let old = try importedRows().rows.filter {
      $0.trial.board == first.trial.board && $0.trial.importedRow == first.trial.importedRow
    }
    for record in records {
      try AtomicFile.write(
        try CanonicalJSON.data(record) + Data("\n".utf8), to: folder.appendingPathComponent("\(record.key).json"))
    }
    for key in old.flatMap(\.keys) where !records.contains(where: { $0.key == key }) {
      try FileManager.default.removeItem(at: folder.appendingPathComponent("\(key).json"))
    }
  }
}

/// What the list of imported rows needs of a record.
private struct ImportedPart: RecordPart {
  var schema: String
  var key: String
  var trial: TrialDescription
  var fault: String? { trial.importedRow == nil ? "a record that is not of imported predictions" : nil }
}
