import Benchmarking
import Files
import Foundation
import Metrics
import Randomness

/// The rows that may be compared with one another: one data set, protocol, direction, pair of encoders, decoding
/// and condition.
public struct Board: Sendable {
  /// What a board is told apart by.
  public struct Title: Sendable, Hashable {
    /// Data set, protocol and direction.
    public let name: String
    /// How each modality became features.
    public let encoders: String
  }

  /// What is written above the table.
  public let title: Title
  /// The rows, best first; bounds stand among them without a rank, incomplete rows at the end.
  public let rows: [LeaderboardRow]

  /// Number of resamples behind intervals and rank intervals.
  static let resamples = 1000

  /// Ranks rows by `ordering`. `groups` holds the records of each row by split.
  init(title: Title, groups: [RowRecords], ordering: Ordering) throws {
    self.title = title
    var rows = groups.map(\.row)
    let accuracies = Dictionary(
      zip(rows.map { BoundKey($0.bound, $0.trial.classifier) }, rows.map { $0["accuracy"] }),
      uniquingKeysWith: { a, _ in a })
    for place in rows.indices {
      let classifier = rows[place].trial.classifier
      if let accuracy = rows[place]["accuracy"], let chance = accuracies[BoundKey(.chance, classifier)] ?? nil,
        let ceiling = accuracies[BoundKey(.targetSupervised, classifier)] ?? nil
      {
        rows[place].transferRatio = Metrics.transferRatio(accuracy: accuracy, chance: chance, targetSupervised: ceiling)
      }
    }
    try Self.addIntervals(&rows, groups, title: title)
    Self.rank(&rows, groups, ordering: ordering, seed: Self.seed(title))
    let order = rows.indices.sorted { a, b in
      let (x, y) = (rows[a], rows[b])
      if x.isComplete != y.isComplete { return x.isComplete }
      switch (x[ordering.score], y[ordering.score]) {
      case (let p?, let q?) where p != q: return ordering.isBetter(p, than: q)
      case (_?, nil): return true
      case (nil, _?): return false
      default: return a < b
      }
    }
    self.rows = order.map { rows[$0] }
  }

  private static func seed(_ title: Title) -> Seed {
    Seed(base: 0).deriving("leaderboard", title.name, title.encoders)
  }

  /// One split: Wilson's interval of the accuracy, and a bootstrap for the alignment error. Several: the bootstrap.
  private static func addIntervals(_ rows: inout [LeaderboardRow], _ groups: [RowRecords], title: Title) throws {
    for (place, group) in groups.enumerated() {
      guard let hits = group.hits else { continue }
      let resampling = Resampling(sizes: hits.map(\.count), resamples: resamples, seed: seed(title))
      if hits.count == 1 {
        let interval = Interval.wilson(successes: hits[0].count { $0 == 1 }, of: hits[0].count)
        rows[place].accuracyInterval = interval.map { $0.low...$0.high }
      } else {
        rows[place].accuracyInterval = central95(resampling.statistics(hits))
      }
      if let distances = group.distances { rows[place].cmaeInterval = central95(resampling.statistics(distances)) }
    }
  }

  /// Ranks complete rows that use no target label but those that the board gives to all, with the interval of the rank over the resamples.
  private static func rank(_ rows: inout [LeaderboardRow], _ groups: [RowRecords], ordering: Ordering, seed: Seed) {
    let competitors = rows.indices.filter { place in
      rows[place].isComplete && rows[place].mayRank && rows[place][ordering.score] != nil
        && groups[place].values(ordering) != nil
    }
    let scores = competitors.map { rows[$0][ordering.score]! }
    for (index, place) in competitors.enumerated() {
      rows[place].rank = 1 + scores.count { ordering.isBetter($0, than: scores[index]) }
    }
    let values = competitors.map { groups[$0].values(ordering)! }
    guard let sizes = values.first?.map(\.count), values.allSatisfy({ $0.map(\.count) == sizes }) else { return }
    let resampling = Resampling(sizes: sizes, resamples: resamples, seed: seed)
    let statistics = values.map { resampling.statistics($0) }
    for (index, place) in competitors.enumerated() {
      let ranks = (0..<resamples).map { draw in
        1 + statistics.count { ordering.isBetter($0[draw], than: statistics[index][draw]) }
      }
      let interval = central95(ranks)
      rows[place].rankLow = interval?.lowerBound
      rows[place].rankHigh = interval?.upperBound
    }
  }

  private struct BoundKey: Hashable {
    let bound: Bound?
    let classifier: String

    init(_ bound: Bound?, _ classifier: TrialDescription.Choice) {
      self.bound = bound
      self.classifier = "\(classifier.name) \(classifier.parameters)"
    }
  }
}
