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
    guard let methods = board.rows.first(where: { $0.mayRank })?.targetSeen else { return nil }
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
}
