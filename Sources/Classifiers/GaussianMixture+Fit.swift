import Diagnostics
import LinearAlgebra

/// One component a class.
extension GaussianMixture {
  /// Fits means and covariances; without labels where `transfer` is `unsupervised`.
  /// - Throws: `InputError` without samples, or where a covariance is singular in spite of the
  ///   shrinkage.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    guard transfer != .unsupervised else { return try fitUnsupervised(samples, labels: labels) }
    return try fit(TrainingSamples(samples, labels: labels, for: Self.name))
  }

  /// Fits the classes, whatever `transfer` says.
  /// - Throws: `InputError` where a covariance is singular in spite of the shrinkage.
  public func fit(_ training: TrainingSamples) throws -> any FittedClassifier { try fitClasses(training).classifier }

  /// Fits with every sample counting for each class with its membership.
  /// - Throws: as `fit` with labels; where memberships do not sum to 1; with several components or
  ///   none for each label, for which there is no soft fit.
  public func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier {
    guard components == .fixed(1), transfer != .unsupervised else {
      throw InputError(
        Self.name, found: "soft labels for several components or an unsupervised fit",
        expected: "components 1, and transfer latent, push-forward or subspace",
        advice: "Choose one component, or teach with hard labels.")
    }
    return try fit(TrainingSamples(samples, memberships: memberships, classes: classes, for: Self.name))
  }

  /// The Gaussians of all classes.
  func fitClasses(_ training: TrainingSamples) throws -> ClassGaussians {
    guard components == .fixed(1) else { return try fitMixtures(training) }
    return try gaussians.fit(
      training, covariance: covariance, as: Self.name,
      remedy: "Increase shrinkage, choose covariance 'tied', or reduce k.")
  }
}
