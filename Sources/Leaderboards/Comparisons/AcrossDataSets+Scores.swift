import Randomness
import Statistics

extension AcrossDataSets {
  /// Errors as the ranks compare them: to twelve places, so that no tie is decided by rounding.
  static func errors(_ accuracies: [Double]) -> [Double] {
    accuracies.map { max(0, ((1 - $0) * 1e12).rounded() / 1e12) }
  }

  /// Win rates and improvability of methods over blocks, with intervals over data sets.
  /// - Parameters:
  ///   - errors: by block and method.
  ///   - dataSets: the data set of each block.
  static func scores(_ errors: [[Double]], dataSets: [String]) -> BlockScores {
    let names = dataSets.distinct
    return BlockScores(
      errors: errors, clusters: dataSets.compactMap { names.firstIndex(of: $0) }, resamples: Board.resamples,
      seed: Seed(base: 0).deriving("across data sets", names.joined(separator: "\n")))
  }

  /// What the intervals of win rate and improvability are over, or why there are none.
  var intervalNote: String {
    let many =
      "In brackets: percentiles of \(Board.resamples) resamples of the data sets; too narrow where these are few."
    let few =
      "Win rate and improvability have no interval: \(dataSetCount) data sets, and resamples of fewer than "
      + "\(BlockScores.leastClusters) are too like each other."
    return dataSetCount >= BlockScores.leastClusters ? many : few
  }
}
