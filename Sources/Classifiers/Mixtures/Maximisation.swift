import Foundation
import LinearAlgebra

/// The maximisation of a step, for some groups of samples (classes) that each have a mixture.
///
/// A tied covariance is common to all components of all groups; otherwise each component has its
/// own.
struct Maximisation: Sendable {
  let parameters: GaussianMixtureEM
  let scale: MixtureScale

  /// Whether sums of fourth powers are needed.
  var needsFourthMoments: Bool { parameters.shrinkage == .ledoitWolf }

  /// Weights, means and covariances from the moments of the components of each group.
  func mixtures(_ moments: [[ComponentMoments]]) throws -> [[MixtureComponent]] {
    let all = Array(moments.joined())
    let total = all.reduce(0) { $0 + $1.total }
    let variance = all.reduce(0) { $0 + $1.total * $1.trace } / (total * Double(scale.centre.count))
    var tied: CholeskyFactorisation<Double>?
    if parameters.covariance == .tied {
      let sum = all.reduce(Matrix<Double>(scale.centre.count, scale.centre.count)) { $0 + $1.total * $1.covariance }
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

  /// Mixtures in the units of the features.
  func inUnitsOfFeatures(_ mixtures: [[MixtureComponent]]) throws -> [[MixtureComponent]] {
    let factors = try scaledFactors(mixtures)
    return zip(mixtures, factors).map { mixture, factors in
      zip(mixture, factors).map { component, factor in
        MixtureComponent(
          weight: component.weight, mean: zip(scale.centre, component.mean).map { $0 + scale.unit * $1 },
          factor: factor)
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
    for i in 0..<matrix.rows { matrix[i, i] += share * variance + scale.floor(parameters.regularisation) }
    if parameters.covariance == .diagonal { matrix = .diagonal((0..<matrix.rows).map { matrix[$0, $0] }) }
    return try CholeskyFactorisation(matrix)
  }

  /// The factors in the units of the features.
  private func scaledFactors(_ mixtures: [[MixtureComponent]]) throws -> [[CholeskyFactorisation<Double>]] {
    if parameters.covariance == .tied, let first = mixtures.joined().first {
      let tied = first.factor.scaled(by: scale.unit)
      return mixtures.map { $0.map { _ in tied } }
    }
    return mixtures.map { $0.map { $0.factor.scaled(by: scale.unit) } }
  }
}
