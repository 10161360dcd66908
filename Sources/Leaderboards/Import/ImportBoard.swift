import Diagnostics
import Records

/// The board that imported predictions stand on: its splits, and a record of each that names the
/// test rows.
struct ImportBoard {
  let title: Board.Title
  /// In the order of the plan.
  let splits: [(name: String, record: TrialRecord)]

  /// Finds the one board that passes.
  /// - Parameter text: what its title holds; nil for the boards at the defaults of all axes and
  ///   without decodings.
  /// - Throws: `InputError` where none or several pass, and where a split has no record with
  ///   predictions.
  init(_ store: RecordStore, filter: RowFilter, title text: String?) throws {
    let rows = try store.plannedRows()
    try filter.check(among: rows.map(\.trial))
    let encoders = EncoderNames(rows.map(\.trial))
    let own = rows.filter { row in
      filter.passes(row.trial)
        && text.map { Leaderboard.title(row.trial, encoders).isMeant(by: $0) }
          ?? (row.trial.condition == nil && row.trial.decoding == nil)
    }
    let boards = own.map(\.trial.board).distinct
    guard let board = boards.first, boards.count == 1 else {
      let titles = boards.map { Leaderboard.title($0, encoders) }.map { "'\($0.name) | \($0.encoders)'" }
      throw InputError(
        "--source, --target, --protocol, --board",
        found: boards.isEmpty ? "no board that has all of them" : "\(boards.count) boards",
        expected: "one board",
        advice: boards.isEmpty ? "" : "Name a part of one title with --board: " + titles.joined(separator: "; ") + ".")
    }
    title = Leaderboard.title(board, encoders)
    let planned = own.flatMap(\.planned).filter { $0.trial.repetition == nil }
    splits = try planned.map(\.trial.split).distinct.map { split in
      for trial in planned
      where trial.trial.split == split && trial.trial.alignment.name != Bound.sourceOnSource.rawValue {
        guard let record = try store.finding(trial, { try store.record(of: $0) }).content,
          record.predictions != nil, record.ties != nil
        else { continue }
        return (split, record)
      }
      throw InputError(
        store.folder.relativePath, found: "no record with predictions of split '\(split)'",
        expected: "one at least, by the present version, which names the test rows",
        advice: "Run the benchmark first.")
    }
  }
}

extension Board.Title {
  /// Whether a text is part of the title with its encoders.
  fileprivate func isMeant(by text: String) -> Bool { "\(name) | \(encoders)".contains(text) }
}
