import Diagnostics
import LinearAlgebra

/// Quadratic discriminant analysis: classes are Gaussians with a covariance each. It is `gaussian-mixture` with the
/// covariance `full`, under the name by which the field knows it.
public struct QuadraticDiscriminantAnalysis: ClassifierMethod {
  /// `qda`.
  public static let name = "qda"

  /// How much the covariances are shrunk.
  public var shrinkage: GaussianMixture.Shrinkage
  /// The prior probabilities.
  public var priors: GaussianMixture.Priors

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  /// Keeps the parameters.
  public init(shrinkage: GaussianMixture.Shrinkage = .ledoitWolf, priors: GaussianMixture.Priors = .uniform) {
    self.shrinkage = shrinkage
    self.priors = priors
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      shrinkage: try container.decodeIfPresent(GaussianMixture.Shrinkage.self, forKey: .shrinkage) ?? .ledoitWolf,
      priors: try container.decodeIfPresent(GaussianMixture.Priors.self, forKey: .priors) ?? .uniform)
  }

  /// Fits means and covariances.
  /// - Throws: `InputError` without samples, or where a covariance is singular in spite of the shrinkage.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try GaussianMixture(covariance: .full, shrinkage: shrinkage, priors: priors)
      .fit(samples, labels: labels, as: Self.name, remedy: "Increase shrinkage, choose lda, or reduce k.")
  }
}
