import Catalogue
import Diagnostics
import LinearAlgebra

/// Linear discriminant analysis: classes are Gaussians with one covariance. It is `gaussian-mixture` with the
/// covariance `tied`, under the name by which the field knows it, but for a term of the scores that all classes have in common
/// (`LinearDiscriminants`).
public struct LinearDiscriminantAnalysis: SoftlyTaught {
  /// `lda`.
  public static let name = "lda"
  /// What a user reads about it.
  public static let card = MethodCard(
    summary: "classes as Gaussians with one covariance", objective: "max log p(c) + log N(x; mu_c, Sigma)",
    solution: "maximum likelihood in closed form, with shrunk covariance", cost: "O(n k² + k³)",
    source: "Fisher, Annals of Eugenics 7, 1936; Ledoit and Wolf, J. Multivariate Analysis 88, 2004",
    parameters: [GaussianMixture.shrinkageCard, GaussianMixture.priorsCard])

  /// How much the covariance is shrunk.
  public var shrinkage: GaussianMixture.Shrinkage
  /// The prior probabilities.
  public var priors: GaussianMixture.Priors

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  /// True.
  public var givesProbabilities: Bool { true }

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
    try fit(try TrainingSamples(samples, labels: labels, for: Self.name))
  }

  /// Fits with every sample counting for each class with its membership.
  /// - Throws: as `fit` with labels, and where memberships do not sum to 1.
  public func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier {
    try fit(try TrainingSamples(samples, memberships: memberships, classes: classes, for: Self.name))
  }

  private func fit(_ training: TrainingSamples) throws -> any FittedClassifier {
    let gaussians = try GaussianMixture(covariance: .tied, shrinkage: shrinkage, priors: priors)
      .fitGaussians(training, as: Self.name, remedy: "Increase shrinkage, or reduce k.")
    guard case .informed(let mixture) = gaussians else { return gaussians.classifier }
    return LinearDiscriminants(mixture)
  }
}
