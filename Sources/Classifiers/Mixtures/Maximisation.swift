import Foundation
import LinearAlgebra

/// The steps of expectation-maximisation of a mixture for each of some groups of samples (classes).
///
/// A tied covariance is common to all components of all groups; otherwise each component has its
/// own.
struct Maximisation {
  let parameters: GaussianMixtureEM
  private let groups: [SampleBlocks]
  private let centre: [Double]
  /// A power of two near the standard deviation: the unit of all computations.
  private let unit: Double
  /// What is added to the diagonals, in that unit.
  private let floor: Double

  /// A component whose shares add up to less has lost all samples.
  private static let negligible = 1e-6

  /// Mixtures, one a group, and the log likelihoods of all samples before every maximisation but
  /// the first.
  struct Estimate {
    var mixtures: [[MixtureComponent]]
    var logLikelihoods: [Double] = []
  }

  init(parameters: GaussianMixtureEM, groups: [Matrix<Double>]) {
    self.parameters = parameters
    let means = groups.map(\.rowMeans)
    let count = Double(groups.reduce(0) { $0 + $1.columns })
    let centre = groups[0].rowMeans.indices.map { j in
      zip(means, groups).reduce(0.0) { $0 + $1.0[j] * Double($1.1.columns) / count }
    }
    let squares = zip(groups, means).map { group, mean in
      let norm = group.addingToColumns(mean.map { -$0 }).frobeniusNorm
      return norm * norm
    }
    let spread = squares.reduce(0, +) / (count * Double(centre.count))
    let unit = spread > 0 && spread.isFinite ? exp2((0.5 * log2(spread)).rounded()) : 1
    floor =
      switch parameters.regularisation {
      case .absolute(let number): number / (unit * unit)
      case .relative(let share): share * spread / (unit * unit)
      }
    (self.centre, self.unit) = (centre, unit)
    self.groups = groups.map { SampleBlocks($0, around: centre, unit: unit) }
  }

  /// Steps from clusters: for each sample of each group the place of its component.
  /// - Throws: `LinearAlgebraError` where a covariance is singular.
  func estimate(from clusters: [[Int]]) throws -> Estimate {
    let count = groups.reduce(0) { $0 + $1.count }
    var estimate = Estimate(
      mixtures: try maximise(zip(groups, clusters).map { moments(of: $0, clusters: $1) }))
    for _ in 0..<parameters.iterations {
      let steps = estimate.mixtures.map {
        ExpectationStep($0, isTied: parameters.covariance == .tied, fourthMoments: needsFourthMoments)
      }
      let sums = try zip(groups, steps).map { try $1.sums(over: $0) }
      let logLikelihood = sums.reduce(0) { $0 + $1.logLikelihood }
      let gain = logLikelihood - (estimate.logLikelihoods.last ?? -.infinity)
      estimate.logLikelihoods.append(logLikelihood)
      if let tolerance = parameters.tolerance, gain < tolerance * Double(count) { break }
      let moments = zip(sums, estimate.mixtures).map { sums, mixture in
        mixture.indices.filter { sums.totals[$0] > Self.negligible }
          .map { ComponentMoments(sums, of: $0, around: mixture[$0].mean) }
      }
      estimate.mixtures = try maximise(moments)
    }
    // Back to the units of the features: densities change by a constant factor.
    let shift = Double(count) * Double(centre.count) * log(unit)
    estimate.logLikelihoods = estimate.logLikelihoods.map { $0 - shift }
    let factors = try scaledFactors(estimate.mixtures)
    estimate.mixtures = zip(estimate.mixtures, factors).map { mixture, factors in
      zip(mixture, factors).map { component, factor in
        MixtureComponent(
          weight: component.weight, mean: zip(centre, component.mean).map { $0 + unit * $1 }, factor: factor)
      }
    }
    return estimate
  }

  private var needsFourthMoments: Bool { parameters.shrinkage == .ledoitWolf }

  /// The moments of the samples of each cluster.
  private func moments(of group: SampleBlocks, clusters: [Int]) -> [ComponentMoments] {
    (0..<parameters.components).compactMap { k in
      let shares = clusters.map { $0 == k ? 1.0 : 0 }
      let total = shares.reduce(0, +)
      guard total > 0 else { return nil }
      var mean = [Double](repeating: 0, count: centre.count)
      var first = 0
      for block in group.blocks {
        let sum = (block * Matrix(columns: [Array(shares[first..<(first + block.columns)])])).column(0)
        mean = zip(mean, sum).map { $0 + $1 / total }
        first += block.columns
      }
      var sums = MixtureSums(dimension: centre.count, components: 1)
      var scratch = Matrix<Double>(centre.count, SampleBlocks.size)
      first = 0
      shares.withUnsafeBufferPointer { shares in
        for block in group.blocks {
          sums.add(
            block, shares: UnsafeBufferPointer(rebasing: shares[first..<(first + block.columns)]), of: 0, around: mean,
            fourthMoments: needsFourthMoments, scratch: &scratch)
          first += block.columns
        }
      }
      return ComponentMoments(sums, of: 0, around: mean)
    }
  }

  /// Weights, means and covariances from the moments of the components of each group.
  private func maximise(_ moments: [[ComponentMoments]]) throws -> [[MixtureComponent]] {
    let all = Array(moments.joined())
    let total = all.reduce(0) { $0 + $1.total }
    let variance = all.reduce(0) { $0 + $1.total * $1.trace } / (total * Double(centre.count))
    var tied: CholeskyFactorisation<Double>?
    if parameters.covariance == .tied {
      let sum = all.reduce(Matrix<Double>(centre.count, centre.count)) { $0 + $1.total * $1.covariance }
      let fourth = all.reduce(0) { $0 + $1.fourth }
      tied = try factor((1 / total) * sum, count: total, fourth: fourth, variance)
    }
    return try moments.map { moments in
      let sum = moments.reduce(0) { $0 + $1.total }
      return try moments.map {
        MixtureComponent(
          weight: $0.total / sum, mean: $0.mean,
          factor: try tied ?? factor($0.covariance, count: $0.total, fourth: $0.fourth, variance))
      }
    }
  }

  /// The Cholesky factor of a covariance, shrunk and regularised.
  private func factor(
    _ covariance: Matrix<Double>, count: Double, fourth: Double, _ variance: Double
  ) throws -> CholeskyFactorisation<Double> {
    let share =
      switch parameters.shrinkage {
      case .fixed(let share): share
      case .ledoitWolf: LedoitWolf.shrinkage(covariance: covariance, count: count) { fourth / ($0 * $0) }
      }
    var matrix = (1 - share) * covariance
    for i in 0..<matrix.rows { matrix[i, i] += share * variance + floor }
    if parameters.covariance == .diagonal { matrix = .diagonal((0..<matrix.rows).map { matrix[$0, $0] }) }
    return try CholeskyFactorisation(matrix)
  }

  /// The factors in the units of the features.
  private func scaledFactors(_ mixtures: [[MixtureComponent]]) throws -> [[CholeskyFactorisation<Double>]] {
    if parameters.covariance == .tied, let first = mixtures.joined().first {
      let tied = first.factor.scaled(by: unit)
      return mixtures.map { $0.map { _ in tied } }
    }
    return mixtures.map { $0.map { $0.factor.scaled(by: unit) } }
  }
}
