import Randomness

/// A two-level bootstrap shared by the rows of a board: splits are drawn with replacement, then test samples inside each
/// drawn split, and all rows see the same draws.
///
/// With one split only the samples are drawn. The statistic of a row is the mean over splits of the mean over samples.
/// Samples count as independent within a split; clips of one person are not quite, so an interval from one split is a
/// little too narrow. Cost: O(resamples · rows · samples).
struct Resampling {
  /// For each resample the drawn splits, each with how often every sample was drawn.
  private let draws: [[(split: Int, weights: [Double])]]

  /// Draws for splits with the given numbers of test samples.
  init(sizes: [Int], resamples: Int, seed: Seed) {
    var generator = seed.generator
    draws = (0..<resamples).map { _ in
      (0..<sizes.count).map { place in
        let split = sizes.count == 1 ? place : generator.index(below: sizes.count)
        var weights = [Double](repeating: 0, count: sizes[split])
        for _ in 0..<sizes[split] { weights[generator.index(below: sizes[split])] += 1 }
        return (split, weights)
      }
    }
  }

  /// The statistic in every resample, for values by split and sample.
  func statistics(_ values: [[Double]]) -> [Double] {
    draws.map { drawn in
      drawn.reduce(0) { sum, draw in
        var total = 0.0
        for (value, weight) in zip(values[draw.split], draw.weights) { total += value * weight }
        return sum + total / Double(draw.weights.count)
      } / Double(drawn.count)
    }
  }
}

/// The central 95 % of values: from the 2.5th to the 97.5th percentile (nearest rank).
func central95<T: Comparable>(_ values: [T]) -> ClosedRange<T>? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let last = Double(sorted.count - 1)
  return sorted[Int((0.025 * last).rounded())]...sorted[Int((0.975 * last).rounded())]
}
