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

  /// The estimate with the count of components that BIC = p log n - 2 log L prefers, p being the
  /// number of free parameters as if nothing were shrunk.
  func fitByBIC(_ groups: [Matrix<Double>]) throws -> Estimate {
    let smallest = groups.map(\.columns).min() ?? 0
    let logCount = log(Double(groups.reduce(0) { $0 + $1.columns }))
    var best = try fit(groups, count: 1)
    var leastBIC = freeParameters(groups, count: 1) * logCount - 2 * best.logLikelihood
    for count in 1..<max(2, min(Self.largestCount, smallest / 2) + 1) where count > 1 {
      // A count whose covariances are singular is no candidate.
      guard let estimate = try? fit(groups, count: count) else { continue }
      let bic = freeParameters(groups, count: count) * logCount - 2 * estimate.logLikelihood
      if bic < leastBIC { (best, leastBIC) = (estimate, bic) }
    }
    return best
  }

  private func freeParameters(_ groups: [Matrix<Double>], count: Int) -> Double {
    let (d, all) = (Double(groups[0].rows), Double(groups.count * count))
    let covariances =
      switch covariance {
      case .full: all * d * (d + 1) / 2
      case .tied: d * (d + 1) / 2
      case .diagonal: all * d
      }
    return all * d + all - Double(groups.count) + covariances
  }

  /// The likeliest estimate of all starts with `count` components a group.
  /// - Throws: `LinearAlgebraError` where every start ends in a singular covariance.
  func fit(_ groups: [Matrix<Double>], count: Int) throws -> Estimate {
    var best: Estimate?
    var failure: (any Error)?
    let em = GaussianMixtureEM(
      components: count, covariance: covariance, shrinkage: shrinkage, regularisation: .relative(count > 1 ? 1e-6 : 0))
    let steps = Maximisation(parameters: em, groups: groups)
    for restart in 0..<(count == 1 ? 1 : restarts) {
      let start = Seed(base: seed).deriving("mixture", "\(count) components", "start \(restart)")
      do {
        let found = try steps.estimate(from: groups.map { KMeans.clusters($0, count: count, seed: start) })
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
