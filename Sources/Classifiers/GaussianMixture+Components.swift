import Diagnostics
import LinearAlgebra

/// Several components a class.
extension GaussianMixture {
  /// Fits a mixture a class; with a tied covariance all classes at once, otherwise each for itself.
  func fitMixtures(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    let training = try TrainingSamples(samples, labels: labels, for: Self.name)
    let estimation = MixtureEstimation(
      covariance: covariance, shrinkage: shrinkage, restarts: restarts, seed: seed)
    var mixtures: [[MixtureComponent]] = []
    if covariance == .tied {
      mixtures = try estimate(estimation, training.groups, of: "all classes")
    } else {
      for (label, group) in zip(training.classes, training.groups) {
        mixtures += try estimate(estimation, [group], of: "class \(label)")
      }
    }
    let logPriors = training.groups.map { group in
      priors == .uniform
        ? -Double(training.classes.count).logarithm : (Double(group.columns) / Double(training.count)).logarithm
    }
    return FittedMixtures(classes: training.classes, mixtures: mixtures, logPriors: logPriors)
  }

  private func estimate(
    _ estimation: MixtureEstimation, _ groups: [Matrix<Double>], of name: String
  ) throws -> [[MixtureComponent]] {
    do {
      switch components {
      case .bic: return try estimation.fitByBIC(groups).mixtures
      case .fixed(let count):
        precondition(count > 0, "\(count) components")
        let smallest = groups.map(\.columns).min() ?? 0
        guard smallest >= count else {
          throw InputError(
            "gaussian-mixture: components", found: "\(count) components for a class of \(smallest) samples",
            expected: "at least one sample a component", advice: "Reduce components, or choose 'bic'.")
        }
        return try estimation.fit(groups, count: count).mixtures
      }
    } catch let error as LinearAlgebraError {
      throw InputError(
        "gaussian-mixture: covariances of \(name)", found: "a singular matrix (\(error))",
        expected: "positive definite ones", advice: "Increase shrinkage, choose fewer components, or reduce k.")
    }
  }
}
