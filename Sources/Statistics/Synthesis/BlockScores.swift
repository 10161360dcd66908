import Randomness

/// How methods fare over blocks (data sets): how often each beats the others, and how much of its
/// error the best method of a block would take away.
///
/// Source: Erickson et al., TabArena, 2025 (win rate and improvability). Cost: O(blocks ·
/// methods^2), intervals O(resamples · blocks · methods).
public struct BlockScores: Sendable, Equatable {
  /// A mean over blocks.
  public struct Score: Sendable, Equatable {
    public let mean: Double
    /// The percentiles of the mean over resampled clusters of blocks; nil with too few clusters.
    public let interval: Interval?
  }

  /// Fewer clusters have no interval: their resamples are too like each other.
  public static let leastClusters = 6

  /// The share of rivals that a method beats in a block, ties half; its mean over the blocks.
  public let winRates: [Score]
  /// 1 - error of the block's best method / own error; its mean over the blocks. 0 where both are
  /// 0, 1 where the best alone is 0.
  public let improvability: [Score]

  /// Scores of `errors` by block and method; at least one block and two methods, as many errors in
  /// each block.
  /// - Parameters:
  ///   - errors: by block and method.
  ///   - clusters: of each block, what it is resampled with: blocks of one data set go together.
  ///   - resamples: how many are drawn.
  ///   - seed: of the resamples.
  public init(errors: [[Double]], clusters: [Int], resamples: Int, seed: Seed) {
    let methods = errors.first?.count ?? 0
    precondition(methods >= 2 && errors.allSatisfy { $0.count == methods }, "blocks of different sizes")
    precondition(clusters.count == errors.count, "\(clusters.count) clusters of \(errors.count) blocks")
    let wins = errors.map { block in
      midRanks(block, higherIsBetter: false).map { (Double(methods) - $0) / Double(methods - 1) }
    }
    let improvable = errors.map { block in
      let best = block.min() ?? 0
      return block.map { $0 > 0 ? 1 - best / $0 : 0 }
    }
    let counts = Self.counts(clusters, resamples: resamples, seed: seed)
    winRates = Self.scores(wins, counts)
    improvability = Self.scores(improvable, counts)
  }

  private static func scores(_ blocks: [[Double]], _ counts: [[Int]]) -> [Score] {
    blocks[0].indices.map { method in
      let values = blocks.map { $0[method] }
      let means = counts.map { counts in
        zip(values, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(counts.reduce(0, +))
      }
      return Score(mean: values.reduce(0, +) / Double(values.count), interval: central95(means))
    }
  }

  /// How often each block counts in every resample of the clusters; none with too few clusters.
  private static func counts(_ clusters: [Int], resamples: Int, seed: Seed) -> [[Int]] {
    let distinct = Set(clusters).sorted()
    guard distinct.count >= leastClusters else { return [] }
    let places = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    var generator = seed.generator
    return (0..<resamples).map { _ in
      var times = [Int](repeating: 0, count: distinct.count)
      for _ in distinct { times[generator.index(below: distinct.count)] += 1 }
      return clusters.map { times[places[$0]!] }
    }
  }
}
