import Foundation
import Leaderboards
import Records

/// One results folder, ranked by what the page shows first, by accuracy and by latent distance.
struct ReportedResults: Sendable {
  let store: RecordStore
  /// By what the page shows first, and then by the rest.
  let leaderboards: [Leaderboard]

  init(_ leaderboard: Leaderboard, _ store: RecordStore) throws {
    self.store = store
    let others = [Ordering.accuracy, .cmae].filter { ordering in
      ordering != leaderboard.ordering && leaderboard.rows.contains { $0[ordering.score] != nil }
    }
    leaderboards = try [leaderboard] + others.map(leaderboard.ordered)
  }

  /// By what the page shows first.
  var first: Leaderboard { leaderboards[0] }

  /// By accuracy, where some row has one.
  var byAccuracy: Leaderboard { leaderboards.first { $0.ordering == .accuracy } ?? first }

  var benchmark: String { first.plan.first?.benchmark ?? store.folder.lastPathComponent }
}
