import Diagnostics
import LinearAlgebra

/// Several components a class.
extension GaussianMixture {
  /// Fits a mixture a class; with a tied covariance all classes at once, otherwise each for itself.
  func fitMixtures(_ training: TrainingSamples) throws -> ClassGaussians {
    let logPriors = gaussians.logPriors(of: training)
    guard !training.areIdentical else { return .uninformed(training.classes, logPriors: logPriors) }
    let groups = training.groups.map(\.samples)
    var mixtures: [[MixtureComponent]] = []
    if covariance == .tied {
      mixtures = try estimate(groups, of: "all classes")
    } else {
      for (label, group) in zip(training.classes, groups) { mixtures += try estimate([group], of: "class \(label)") }
    }
    return .informed(
      FittedGaussianMixture(
        classes: training.classes, mixtures: mixtures, logPriors: logPriors, isTied: covariance == .tied))
  }

  private func estimate(_ groups: [Matrix<Double>], of name: String) throws -> [[MixtureComponent]] {
    let counts = try componentCounts(sizes: groups.map(\.columns))
    return try named(name) {
      switch components {
      case .bic: try estimation.fitByBIC(groups).mixtures
      case .fixed: try estimation.fit(groups, count: counts.upperBound).mixtures
      }
    }
  }

  /// The numbers of components that are tried on groups of these sizes.
  /// - Throws: `InputError` for more components than samples of a class.
  func componentCounts(sizes: [Int]) throws -> ClosedRange<Int> {
    switch components {
    case .bic: return MixtureEstimation.counts(sizes: sizes)
    case .fixed(let count):
      precondition(count > 0, "\(count) components")
      let smallest = sizes.min() ?? 0
      guard smallest >= count else {
        throw InputError(
          "gaussian-mixture: components", found: "\(count) components for a class of \(smallest) samples",
          expected: "at least one sample a component", advice: "Reduce components, or choose 'bic'.")
      }
      return count...count
    }
  }

  /// The estimation with these parameters.
  var estimation: MixtureEstimation {
    MixtureEstimation(covariance: covariance, shrinkage: gaussians.shrinkage, restarts: restarts, seed: seed)
  }

  /// What `fit` gives, with an error that names whose covariance is singular.
  func named<R>(_ name: String, _ fit: () throws -> R) throws -> R {
    do { return try fit() } catch let error as LinearAlgebraError {
      throw InputError(
        "gaussian-mixture: covariances of \(name)", found: "a singular matrix (\(error))",
        expected: "positive definite ones", advice: "Increase shrinkage, choose fewer components, or reduce k.")
    }
  }
}
