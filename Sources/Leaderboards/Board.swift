import Records
import Metrics
import Randomness
import Statistics

/// The rows that may be compared with one another: one data set, protocol, direction, pair of
/// encoders, decoding and condition.
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
  /// What the rows are ordered by.
  public let ordering: Ordering
  /// The rows, best first; bounds stand among them without a rank, incomplete rows at the end.
  public let rows: [LeaderboardRow]
  /// What each row is made from.
  let groups: [RowRecords]
  /// The tests of all pairs of ranked rows that were scored on the same samples; nil where nothing
  /// has a rank.
  let pairs: RankedPairs?

  /// Number of resamples behind bootstrap intervals and rank intervals.
  static let resamples = 1000

  /// Ranks rows by `ordering`. `groups` holds the records of each row by split.
  init(title: Title, groups: [RowRecords], ordering: Ordering) {
    var rows = groups.map(\.row)
    Self.addTransferRatios(&rows)
    Self.addGuessing(&rows, groups)
    self.init(title: title, rows: rows, groups: groups, ordering: ordering, hasIntervals: false)
  }

  /// The same rows ranked by something else.
  /// - Parameter planned: The places of all rows in the plan.
  func ordered(by ordering: Ordering, planned: [TrialDescription: Int]) -> Board {
    let places = rows.map { planned[$0.trial] ?? .max }
    let order = rows.indices.sorted { places[$0] < places[$1] }
    let unranked = order.map { place in
      var row = rows[place]
      (row.rank, row.rankLow, row.rankHigh, row.tieGroup, row.againstBest) = (nil, nil, nil, nil, nil)
      row.bestProbability = nil
      return row
    }
    return Board(
      title: title, rows: unranked, groups: order.map { groups[$0] }, ordering: ordering, hasIntervals: true)
  }

  /// - Parameter hasIntervals: Whether the rows have what does not depend on the order.
  private init(title: Title, rows: [LeaderboardRow], groups: [RowRecords], ordering: Ordering, hasIntervals: Bool) {
    (self.title, self.ordering) = (title, ordering)
    var rows = rows
    let competitors = rows.indices.filter { place in
      rows[place].isComplete && rows[place].mayRank && rows[place][ordering.score] != nil
        && groups[place].values(ordering) != nil
    }
    let scores = competitors.map { rows[$0][ordering.score]! }
    for (index, place) in competitors.enumerated() {
      rows[place].rank = 1 + scores.count { ordering.isBetter($0, than: scores[index]) }
    }
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
    self.groups = order.map { groups[$0] }
    var ordered = order.map { rows[$0] }
    let statistics = BoardStatistics(self.groups, ordering: ordering, seed: Self.seed(title))
    pairs = statistics.add(to: &ordered, hasIntervals: hasIntervals)
    self.rows = ordered
  }

  /// The seed of everything that is drawn for a board.
  static func seed(_ title: Title) -> Seed { Seed(base: 0).deriving("leaderboard", title.name, title.encoders) }

  /// The floor is the larger of guessing and of always naming the largest class. Rows and bounds
  /// with missing trials have no ratio: their means are over other splits.
  private static func addTransferRatios(_ rows: inout [LeaderboardRow]) {
    let complete = rows.filter(\.isComplete)
    let accuracies = Dictionary(
      complete.map { (BoundKey($0.bound, $0.trial.classifier), $0["accuracy"]) }, uniquingKeysWith: { a, _ in a })
    for place in rows.indices where rows[place].isComplete {
      let classifier = rows[place].trial.classifier
      func accuracy(_ bound: Bound) -> Double? { accuracies[BoundKey(bound, classifier)] ?? nil }
      if let reached = rows[place]["accuracy"], let floor = Bound.floors.compactMap(accuracy).max(),
        let ceiling = accuracy(.targetSupervised)
      {
        rows[place].transferRatio = transferRatio(accuracy: reached, floor: floor, targetSupervised: ceiling)
      }
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
