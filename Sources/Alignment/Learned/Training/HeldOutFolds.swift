import Randomness

/// The pairs that trainings of a learned alignment are judged by: disjoint parts, each held out
/// once.
enum HeldOutFolds {
  /// No further part is held out after so many pairs. A training on many pairs is costly, and one
  /// large part says as much as several small ones.
  static let enough = 200

  /// The epochs after which held-out pairs are compared, so many at most, evenly over the schedule.
  private static let comparisons = 20

  /// The places of the pairs of each part; none where too few pairs are there to hold any out.
  static func places(of pairs: Int, _ training: PairTraining, seed: Seed) -> [[Int]] {
    let size = Int(training.heldOut * Double(pairs))
    guard size >= 2, pairs - size >= 2 else { return [] }
    var generator = seed.deriving("held-out pairs").generator
    let order = generator.shuffled(Array(0..<pairs))
    let count = min(training.folds, pairs / size, (enough + size - 1) / size)
    return (0..<count).map { order[($0 * size)..<(($0 + 1) * size)].sorted() }
  }

  /// The epochs that may be chosen: from the end of the warm-up on, the last one among them.
  static func epochs(_ training: PairTraining) -> Set<Int> {
    let (all, count) = (training.epochs, min(comparisons, training.epochs))
    let even = (1...count).map { ($0 * all + count - 1) / count }
    return Set(even.filter { Double($0) >= training.warmUp * Double(all) })
  }
}
