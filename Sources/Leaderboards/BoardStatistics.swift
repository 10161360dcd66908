import Records
import Metrics
import Randomness
import Statistics

/// The intervals, tests and groups of a board's rows.
struct BoardStatistics {
  private let groups: [RowRecords]
  private let ordering: Ordering
  private let seed: Seed

  /// `groups` in the order of the rows, best first.
  init(_ groups: [RowRecords], ordering: Ordering, seed: Seed) {
    self.groups = groups
    self.ordering = ordering
    self.seed = seed
  }

  /// Adds what can be said to `rows`, which have their ranks; the tests of all pairs of ranked
  /// rows.
  /// - Parameter hasIntervals: Whether the rows have their intervals, which no order changes.
  func add(to rows: inout [LeaderboardRow], hasIntervals: Bool) -> RankedPairs? {
    var pending = groups.indices.filter { groups[$0].samples != nil }
    let leader = rows.indices.first { rows[$0].rank != nil }
    var pairs: RankedPairs?
    // Rows of the same test samples share a design and its draws; as a rule that is all of them.
    while let first = pending.first {
      let samples = groups[first].samples
      let places = pending.filter { groups[$0].samples == samples }
      pending.removeAll { places.contains($0) }
      let times = places.map { groups[$0].repetitions }.max() ?? 1
      guard let design = groups[first].design(repetitions: times) else { continue }
      let bootstrap = ClusterBootstrap(design, resamples: Board.resamples, seed: seed)
      let hits =
        hasIntervals && ordering != .accuracy
        ? [] : bootstrap.statistics(places.map { groups[$0].repeating(groups[$0].hits!, times: times) })
      if !hasIntervals { addIntervals(to: &rows, places, design, hits) }
      guard let leader, places.contains(leader) else { continue }
      let ranked = places.indices.filter { rows[places[$0]].rank != nil }
      let resampled =
        ordering == .accuracy
        ? ranked.map { hits[$0] } : bootstrap.statistics(ranked.map { values(places[$0], design) })
      pairs = compare(&rows, ranked.map { places[$0] }, design, resampled)
    }
    return pairs
  }

  /// What the row at `place` is ordered by, for each value of the design.
  private func values(_ place: Int, _ design: TestDesign) -> [Double] {
    groups[place].repeating(groups[place].values(ordering)!, times: design.repetitionCount)
  }

  /// Intervals of the rows at `places`.
  /// - Parameter resampled: Their accuracies in each resample.
  private func addIntervals(
    to rows: inout [LeaderboardRow], _ places: [Int], _ shared: TestDesign, _ resampled: [[Double]]
  ) {
    for (index, place) in places.enumerated() {
      let hits = groups[place].hits!
      // A row that draws nothing has intervals of its own, without repetitions.
      let isAlike = groups[place].repetitions == shared.repetitionCount
      let design = isAlike ? shared : groups[place].design ?? shared
      let right = Int(hits.reduce(0, +))
      let wilson = design.repetitionCount == 1 ? Interval.wilson(successes: right, of: hits.count) : nil
      if groups[place].samples?.count == 1 { rows[place].accuracyWilson = wilson }
      rows[place].accuracyBootstrap = central95(resampled[index])
      rows[place].accuracyUnit = design.unit
      rows[place].subjects = design.subjectCount
      let interval =
        design.unit == .samples && wilson != nil
        ? wilson : design.estimate(hits).proportionInterval(samples: design.sampleCount)
      rows[place].accuracyInterval = interval.map { $0.low...$0.high }
      func averaged(_ values: [Double]?) -> ClosedRange<Double>? {
        values.flatMap { design.estimate($0).interval }.map { min(1, max(0, $0.low))...max(0, min(1, $0.high)) }
      }
      rows[place].balancedAccuracyInterval = averaged(groups[place].balanced)
      rows[place].macroF1Interval = averaged(groups[place].macroF1)
      if let distances = groups[place].distances, let interval = design.estimate(distances).interval {
        rows[place].cmaeInterval = max(0, interval.low)...interval.high
      }
    }
  }

  /// Rank intervals, shares of being the best, tie groups and the comparison with the best of the
  /// rows at `places`, best first.
  /// - Parameter resampled: What the board is ordered by in each resample.
  private func compare(
    _ rows: inout [LeaderboardRow], _ places: [Int], _ design: TestDesign, _ resampled: [[Double]]
  ) -> RankedPairs {
    for (place, share) in zip(places, bestShares(resampled, higherIsBetter: ordering.isHigherBetter)) {
      rows[place].bestProbability = share
    }
    let intervals = rankIntervals(resampled, higherIsBetter: ordering.isHigherBetter)
    for (place, interval) in zip(places, intervals) {
      rows[place].rankLow = min(interval.lowerBound, rows[place].rank!)
      rows[place].rankHigh = max(interval.upperBound, rows[place].rank!)
    }
    let values = places.map { self.values($0, design) }
    let hits = ordering == .accuracy
    let flipSeed = seed.deriving("sign-flips")
    let pairs = RankedPairs(
      places: places,
      holmPValues: holmAdjusted(
        PairedComparison.pValues(ofAllPairs: values, design: design, hits: hits, seed: flipSeed)))
    let ties = tieGroups(places.count) { pairs.holmPValue($0, $1) <= 0.05 }
    for (index, place) in places.enumerated() {
      rows[place].tieGroup = ties[index]
      guard index > 0, let best = values.first else { continue }
      let comparison = PairedComparison(
        values[index], best, design: design, hits: hits, comparisons: pairs.count, seed: flipSeed)
      rows[place].againstBest = LeaderboardRow.AgainstBest(comparison, holm: pairs.holmPValue(0, index))
    }
    return pairs
  }
}

/// The tests of all pairs of a board's ranked rows, as one family: what groups go by, and what
/// `compare` says of them.
struct RankedPairs: Sendable {
  /// The rows' places on the board, best first.
  let places: [Int]
  /// The p of the pairs (i, j) with i < j, i the slower, corrected by Holm.
  let holmPValues: [Double]

  /// Number of pairs.
  var count: Int { holmPValues.count }

  /// The corrected p of the rows that stand at `i` < `j` among those with a rank.
  func holmPValue(_ i: Int, _ j: Int) -> Double { holmPValues[i * (2 * places.count - i - 1) / 2 + j - i - 1] }

  /// The corrected p of two places on the board; nil where one of them was not compared.
  func holmPValue(ofPlaces first: Int, _ second: Int) -> Double? {
    guard let i = places.firstIndex(of: first), let j = places.firstIndex(of: second), i != j else { return nil }
    return holmPValue(min(i, j), max(i, j))
  }
}
