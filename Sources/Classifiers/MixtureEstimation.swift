import Diagnostics
import Foundation
import LinearAlgebra
import Randomness

/// Expectation-maximisation of a mixture for each of some groups of samples (classes).
///
/// A tied covariance is common to all components of all groups; otherwise each component has its own. Each covariance is
/// the weighted maximum-likelihood one, shrunk towards the identity times the mean variance around the components' means
/// (of all components, so that one of a single sample does not become a spike), plus, where there are several, a
/// millionth of the mean variance around the groups' means. Starts by k-means++; the start with the
/// largest likelihood is kept. Cost: O(m n d² + m d³) a step.
/// Sources: Dempster, Laird and Rubin, J. Royal Statistical Society B 39, 1977; Hastie and Tibshirani (tied: mixture
/// discriminant analysis), J. Royal Statistical Society B 58, 1996; Arthur and Vassilvitskii (k-means++), SODA 2007.
struct MixtureEstimation {
  let covariance: GaussianMixture.Covariance
  let shrinkage: GaussianMixture.Shrinkage
  let restarts: Int
  let seed: UInt64

  static let largestCount = 5
  private static let steps = 200
  /// Where the mean log likelihood of a sample grows by less, the estimate is final. It does not depend on scale.
  private static let negligibleGain = 1e-8

  /// Mixtures, one a group, and the log likelihood of all samples.
  struct Estimate {
    var mixtures: [[MixtureComponent]]
    var logLikelihood: Double
  }

  /// The estimate with the count of components that BIC = p log n - 2 log L prefers, p being the number of free
  /// parameters as if nothing were shrunk.
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
    for restart in 0..<(count == 1 ? 1 : restarts) {
      let start = Seed(base: seed).deriving("mixture", "\(count) components", "start \(restart)")
      do {
        let estimate = try maximise(groups, from: groups.map { KMeans.shares($0, count: count, seed: start) })
        if estimate.logLikelihood > best?.logLikelihood ?? -.infinity { best = estimate }
      } catch { failure = error }
    }
    if let best { return best }
    throw failure
      ?? InputError(
        "gaussian-mixture", found: "a likelihood that is not finite", expected: "a finite one",
        advice: "Bring the features to a moderate scale.")
  }

  /// Steps from shares of the components (row) in the samples (column) of each group.
  private func maximise(_ groups: [Matrix<Double>], from start: [[[Double]]]) throws -> Estimate {
    let total = Double(groups.reduce(0) { $0 + $1.columns })
    let spread = meanVariance(groups)
    var estimate = Estimate(mixtures: try maximisation(groups, start, spread), logLikelihood: -.infinity)
    for _ in 0..<Self.steps {
      let densities = zip(groups, estimate.mixtures).map { group, mixture in mixture.map { $0.logDensities(group) } }
      let sums = densities.map(logSums)
      let logLikelihood = sums.joined().reduce(0, +)
      let gain = logLikelihood - estimate.logLikelihood
      estimate.logLikelihood = logLikelihood
      if gain < Self.negligibleGain * total { break }
      let shares = zip(densities, sums).map { rows, sums in rows.map { zip($0, sums).map { exp($0 - $1) } } }
      estimate.mixtures = try maximisation(groups, shares, spread)
    }
    return estimate
  }

  /// The mean variance of the samples around the means of their groups.
  private func meanVariance(_ groups: [Matrix<Double>]) -> Double {
    let sum = groups.reduce(0.0) { sum, group in
      let norm = group.addingToColumns(group.rowMeans.map { -$0 }).frobeniusNorm
      return sum + norm * norm
    }
    return sum / Double(groups.reduce(0) { $0 + $1.count })
  }

  /// Weights, means and covariances from shares. A component that has lost all samples is dropped.
  private func maximisation(
    _ groups: [Matrix<Double>], _ shares: [[[Double]]], _ spread: Double
  ) throws -> [[MixtureComponent]] {
    let floor = shares.contains { $0.count > 1 } ? 1e-6 * spread : 0
    let parts = zip(groups, shares).map { group, rows in
      rows.filter { $0.reduce(0, +) > 1e-6 }.map { Part(group, shares: $0) }
    }
    let variance = parts.joined().reduce(0) { $0 + $1.scatter } / parts.joined().reduce(0) { $0 + $1.degrees }
    let tied =
      covariance == .tied
      ? try factor(
        .stackedHorizontally(parts.joined().map(\.centred)), parts.joined().flatMap(\.shares), variance, floor)
      : nil
    return try parts.map { parts in
      let sum = parts.reduce(0) { $0 + $1.total }
      return try parts.map {
        MixtureComponent(
          weight: $0.total / sum, mean: $0.mean, factor: try tied ?? factor($0.centred, $0.shares, variance, floor))
      }
    }
  }

  /// A group as one component sees it.
  private struct Part {
    let shares: [Double]
    let total: Double
    let mean: [Double]
    let centred: Matrix<Double>

    /// The weighted sum of squares around the mean.
    var scatter: Double { zip(centred.columnNorms, shares).reduce(0) { $0 + $1.1 * $1.0 * $1.0 } }
    /// The number of values in that sum.
    var degrees: Double { total * Double(centred.rows) }

    init(_ group: Matrix<Double>, shares: [Double]) {
      self.shares = shares
      total = shares.reduce(0, +)
      let sum = group * Matrix(columns: [shares])
      let total = total
      mean = sum.column(0).map { $0 / total }
      centred = group.addingToColumns(mean.map { -$0 })
    }
  }

  private func factor(
    _ centred: Matrix<Double>, _ shares: [Double], _ variance: Double, _ floor: Double
  ) throws -> CholeskyFactorisation<Double> {
    let weighted = centred.scalingColumns(by: shares.map { $0.squareRoot() })
    var matrix = (1 / shares.reduce(0, +)) * weighted.gramOfRows()
    let share =
      switch shrinkage {
      case .fixed(let share): share
      case .ledoitWolf: LedoitWolf.shrinkage(centred: centred, weights: shares, covariance: matrix)
      }
    matrix = matrix.map { (1 - share) * $0 }
    for i in 0..<matrix.rows { matrix[i, i] += share * variance + floor }
    if covariance == .diagonal { matrix = .diagonal((0..<matrix.rows).map { matrix[$0, $0] }) }
    return try CholeskyFactorisation(matrix)
  }
}
