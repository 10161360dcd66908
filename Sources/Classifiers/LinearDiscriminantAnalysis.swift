import Diagnostics
import LinearAlgebra

/// Linear discriminant analysis: classes are Gaussians with one covariance. It is `gaussian-mixture` with the
/// covariance `tied`, under the name by which the field knows it.
public struct LinearDiscriminantAnalysis: ClassifierMethod {
  /// `lda`.
  public static let name = "lda"

  /// How much the covariance is shrunk.
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

  /// Fits means and the covariance.
  /// - Throws: `InputError` without samples, or where the covariance is singular in spite of the shrinkage.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try GaussianMixture(covariance: .tied, shrinkage: shrinkage, priors: priors)
      .fit(samples, labels: labels, as: Self.name, remedy: "Increase shrinkage, or reduce k.")
  }
}
