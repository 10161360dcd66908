import Records
import Statistics

extension Board {
  /// Adds what guessing may reach by luck: the accuracy that it exceeds with a probability of at
  /// most 5 %, by the exact binomial. Every test sample counts once, however often it is tested.
  /// The rate is that of the floor, the larger of `chance` and `majority`.
  ///
  /// Rows and floors with missing trials have none.
  static func addGuessing(_ rows: inout [LeaderboardRow], _ groups: [RowRecords]) {
    let floors = Floors(rows)
    var last: (samples: [ScoredSamples], count: Int)?
    for place in rows.indices where rows[place].isComplete {
      guard let rate = floors.accuracy(for: rows[place].trial.classifier), let samples = groups[place].samples else {
        continue
      }
      if last?.samples != samples { last = (samples, Set(samples.flatMap(\.ids)).count) }
      guard let count = last?.count, count > 0 else { continue }
      let reached = Binomial(trials: count, rate: min(1, max(0, rate))).leastExceeded(tail: 0.05)
      rows[place].guessingAccuracy = Double(reached) / Double(count)
    }
  }

  /// The accuracies of the floors by classifier.
  private struct Floors {
    private let accuracies: [TrialDescription.Choice: Double]

    init(_ rows: [LeaderboardRow]) {
      let floors = rows.filter { row in row.isComplete && row.bound.map { Bound.floors.contains($0) } == true }
      accuracies = Dictionary(
        floors.compactMap { row in row["accuracy"].map { (row.trial.classifier, $0) } }, uniquingKeysWith: max)
    }

    func accuracy(for classifier: TrialDescription.Choice) -> Double? { accuracies[classifier] }
  }
}
