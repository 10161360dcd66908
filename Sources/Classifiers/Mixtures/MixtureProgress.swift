import Foundation
import LinearAlgebra

/// Expectation-maximisation of a mixture for each of some groups of samples, a pass at a time. It
/// knows of the samples what passes sum up.
struct MixtureProgress: Sendable {
  /// Mixtures, one a group, and the log likelihoods of all samples before every maximisation but
  /// the first.
  struct Estimate: Sendable {
    var mixtures: [[MixtureComponent]]
    var logLikelihoods: [Double] = []
  }

  private let maximisation: Maximisation
  /// The number of samples of all groups.
  private let count: Int
  private var now: Estimate
  /// Whether no further pass is wanted.
  private(set) var isFinished = false

  /// A component whose shares add up to less has lost all samples.
  private static let negligible = 1e-6

  /// Begins.
  /// - Parameters:
  ///   - maximisation: the parameters and the units.
  ///   - count: the number of samples of all groups.
  ///   - start: the moments of the first components of each group.
  /// - Throws: `LinearAlgebraError` where a covariance is singular.
  init(_ maximisation: Maximisation, count: Int, from start: [[ComponentMoments]]) throws {
    (self.maximisation, self.count) = (maximisation, count)
    now = Estimate(mixtures: try maximisation.mixtures(start))
  }

  /// What the next pass computes of each group.
  var steps: [ExpectationStep] {
    now.mixtures.map {
      ExpectationStep(
        $0, isTied: maximisation.parameters.covariance == .tied, fourthMoments: maximisation.needsFourthMoments)
    }
  }

  /// Takes in what a pass summed up, group by group.
  /// - Throws: `LinearAlgebraError` where a covariance is singular.
  mutating func take(_ sums: [MixtureSums]) throws {
    let logLikelihood = sums.reduce(0) { $0 + $1.logLikelihood }
    let gain = logLikelihood - (now.logLikelihoods.last ?? -.infinity)
    now.logLikelihoods.append(logLikelihood)
    if let tolerance = maximisation.parameters.tolerance, gain < tolerance * Double(count) {
      isFinished = true
      return
    }
    let moments = zip(sums, now.mixtures).map { sums, mixture in
      mixture.indices.filter { sums.totals[$0] > Self.negligible }
        .map { ComponentMoments(sums, of: $0, around: mixture[$0].mean) }
    }
    now.mixtures = try maximisation.mixtures(moments)
    isFinished = now.logLikelihoods.count == maximisation.parameters.iterations
  }

  /// What came out, in the units of the features.
  /// - Throws: `LinearAlgebraError` where a covariance is singular in them.
  func estimate() throws -> Estimate {
    let scale = maximisation.scale
    // Densities change by a constant factor.
    let shift = Double(count) * Double(scale.centre.count) * log(scale.unit)
    return Estimate(
      mixtures: try maximisation.inUnitsOfFeatures(now.mixtures), logLikelihoods: now.logLikelihoods.map { $0 - shift })
  }
}
