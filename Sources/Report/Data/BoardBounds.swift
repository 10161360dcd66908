import Leaderboards
import Records

/// The rows that frame a board: how little and how much there is to be had.
struct BoardBounds {
  /// The better of `chance` and `majority`.
  let floor: LeaderboardRow?
  /// The target's own labels.
  let ceiling: LeaderboardRow?
  /// No alignment.
  let none: LeaderboardRow?

  /// The best of each, where several classifiers have it.
  init(_ board: Board) {
    func best(_ isWanted: (LeaderboardRow) -> Bool) -> LeaderboardRow? {
      board.rows.filter { $0.isComplete && isWanted($0) }.max { ($0["accuracy"] ?? 0) < ($1["accuracy"] ?? 0) }
    }
    floor = best { $0.bound.map(Bound.floors.contains) ?? false }
    ceiling = best { $0.bound == .targetSupervised }
    none = best { $0.trial.alignment.name == "none" }
  }
}
