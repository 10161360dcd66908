import Records

extension Board {
  /// What rows with a rank see of the target, and what the bound with its labels sees, in words;
  /// nil where the protocol is not known.
  public var targetSeen: String? { BoardNotes.targetSeen(self) }
}

/// What stands above and below the table of a board, about all of its rows.
enum BoardNotes {
  /// What rows with a rank see of the target, and what the bound with its labels sees; nil where
  /// the protocol is not known.
  static func targetSeen(_ board: Board) -> String? {
    let own = board.rows.first { $0.mayRank && $0.trial.importedRow == nil }
    guard let methods = own?.targetSeen else { return nil }
    let bound = board.rows.first { $0.bound == .targetSupervised }
    return methods + (bound.flatMap(\.targetSeen).map { "; target-supervised: \($0)" } ?? "")
  }

  /// What the rows of several repetitions show; nil where there are none.
  static func repetitions(_ board: Board) -> String? {
    guard let times = board.rows.map(\.repetitions).max(), times > 1 else { return nil }
    let once = board.rows.contains { $0.repetitions == 1 }
    return "Means of \(times) repetitions with other seeds; intervals and tests count repetitions beside persons."
      + (once ? " Rows that draw nothing were computed once." : "")
  }

  /// What stands below a table with predictions from elsewhere; nil where there are none.
  static func imported(_ board: Board) -> String? {
    let rows = board.rows.filter { $0.trial.importedRow != nil }
    guard !rows.isEmpty else { return nil }
    let names = rows.map { row in
      let rank = row.mayRank ? "" : ", so it has no rank"
      return "\(row.trial.importedRow ?? "") (\(row.targetSeen ?? "not stated")\(rank))"
    }
    return "Imported, not run by this program: \(names.joined(separator: "; ")). In brackets stands what of the target "
      + "was seen, as the author says. The encoders above are not those of these rows."
  }
}
