import Clustering
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness

/// Expectation-maximisation of a mixture for each of some groups of samples (classes).
///
/// A tied covariance is common to all components of all groups; otherwise each component has its
/// own. Each covariance is the weighted maximum-likelihood one, shrunk towards the identity times
/// the mean variance around the means of all components. So one of a single sample does not become
/// a spike. Where there are several components, a millionth of the mean variance around the groups'
/// means is added. Starts by k-means++; the start with the largest likelihood is kept. Cost: O(m n
/// d² + m d³) a step. Sources: Dempster, Laird and Rubin, J. Royal Statistical Society B 39, 1977;
/// Hastie and Tibshirani (tied: mixture discriminant analysis), J. Royal Statistical Society B 58,
/// 1996; Arthur and Vassilvitskii (k-means++), SODA 2007.
struct MixtureEstimation {
  let covariance: GaussianMixture.Covariance
  let shrinkage: GaussianMixture.Shrinkage
  let restarts: Int
  let seed: UInt64

  static let largestCount = 5

  /// Mixtures, one a group, and the log likelihood of all samples.
  struct Estimate {
    var mixtures: [[MixtureComponent]]
    var logLikelihood: Double
  }

  /// The estimate with the count of components that BIC prefers.
  func fitByBIC(_ groups: [Matrix<Double>]) throws -> Estimate {
    try preferred(sizes: groups.map(\.columns), dimension: groups[0].rows) { try fit(groups, count: $0) }
  }

  /// The estimate with the least BIC, p log n - 2 log L with p free parameters as if nothing were
  /// shrunk.
  /// - Parameters:
  ///   - sizes: the number of samples of each group.
  ///   - dimension: of the samples.
  ///   - fit: the estimate with some components a group.
  func preferred(
    sizes: [Int], dimension: Int, fit: (_ count: Int) throws -> Estimate
  ) throws -> Estimate {
    let logCount = log(Double(sizes.reduce(0, +)))
    func criterion(_ estimate: Estimate, _ count: Int) -> Double {
      freeParameters(groups: sizes.count, dimension: dimension, count: count) * logCount - 2 * estimate.logLikelihood
    }
    var best = try fit(1)
    var leastBIC = criterion(best, 1)
    for count in Self.counts(sizes: sizes).dropFirst() {
      // A count whose covariances are singular is no candidate.
      guard let estimate = try? fit(count) else { continue }
      let bic = criterion(estimate, count)
      if bic < leastBIC { (best, leastBIC) = (estimate, bic) }
    }
    return best
  }

  /// The counts of components among which BIC chooses for groups of these sizes.
  static func counts(sizes: [Int]) -> ClosedRange<Int> { 1...max(1, min(largestCount, (sizes.min() ?? 0) / 2)) }

  private func freeParameters(groups: Int, dimension: Int, count: Int) -> Double {
    let (d, all) = (Double(dimension), Double(groups * count))
    let covariances =
      switch covariance {
      case .full: all * d * (d + 1) / 2
      case .tied: d * (d + 1) / 2
      case .diagonal: all * d
      }
    return all * d + all - Double(groups) + covariances
  }

  /// The likeliest estimate of all starts with `count` components a group.
  /// - Throws: `LinearAlgebraError` where every start ends in a singular covariance.
  func fit(_ groups: [Matrix<Double>], count: Int) throws -> Estimate {
    let steps = MixturesInMemory(parameters: expectationMaximisation(count), groups: groups)
    return try likeliest(of: starts(count)) { start in
      try steps.estimate(from: groups.map { KMeans.clusters($0, count: count, seed: start) })
    }
  }

  /// The seeds of all starts with so many components.
  func starts(_ count: Int) -> [Seed] {
    (0..<(count == 1 ? 1 : restarts)).map {
      Seed(base: seed).deriving("mixture", "\(count) components", "start \($0)")
    }
  }

  /// How a mixture of so many components is estimated.
  func expectationMaximisation(_ count: Int) -> GaussianMixtureEM {
    GaussianMixtureEM(
      components: count, covariance: covariance, shrinkage: shrinkage, regularisation: .relative(count > 1 ? 1e-6 : 0))
  }

  /// The likeliest of what `estimate` makes of some starts.
  /// - Throws: what it throws of the last one, where it throws of all.
  func likeliest<Start>(
    of starts: [Start], _ estimate: (Start) throws -> MixtureProgress.Estimate
  ) throws -> Estimate {
    var best: Estimate?
    var failure: (any Error)?
    for start in starts {
      do {
        let found = try estimate(start)
        let estimate = Estimate(mixtures: found.mixtures, logLikelihood: found.logLikelihoods.last ?? -.infinity)
        if estimate.logLikelihood > best?.logLikelihood ?? -.infinity { best = estimate }
      } catch { failure = error }
    }
    if let best { return best }
    throw failure
      ?? InputError(
        "gaussian-mixture", found: "a likelihood that is not finite", expected: "a finite one",
        advice: "Bring the features to a moderate scale.")
  }
}
