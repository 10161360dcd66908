import Catalogue
import Diagnostics
import LinearAlgebra

/// Classes as Gaussians, x of class c is N(mu_c, Sigma_c), or as mixtures of several.
///
/// The class of a sample maximises log p(c) + log N(x; mu_c, Sigma_c). With `covariance: tied` (one Sigma for all
/// classes) that is linear discriminant analysis; with `full` it is quadratic. Means and covariances are the
/// maximum-likelihood ones, shrunk. With several `components` a class, each class is a mixture that `MixtureEstimation`
/// fits. With memberships (one component only) every sample counts for a class with its membership in it. Where all
/// training samples are the same, the score of a class is the logarithm of its prior probability.
/// Cost: O(n k² + C k³) (full), O(n k² + k³) (tied).
///
/// `transfer` says how the classes come into the space in which they are compared. Plain `fit` is `latent`, which is
/// `push-forward` through the identity and `subspace` of the whole space too, or `unsupervised`; whoever has an
/// alignment calls `fit(_:labels:pushedThrough:offset:)` and `fit(_:labels:marginalOn:)`.
public struct GaussianMixture: SoftlyTaught {
  /// `gaussian-mixture`.
  public static let name = "gaussian-mixture"
  /// What a user reads about it.
  public static let card = MethodCard(
    summary: "classes as Gaussians, or as mixtures of several",
    objective: "max log p(c) + log sum_j w_cj N(x; mu_cj, Sigma_cj)",
    solution:
      "maximum likelihood: closed form for one component, expectation-maximisation for several; shrunk covariances",
    cost: "O(n k² + C k³) for one component, as much a step and component for several",
    source: "Dempster, Laird and Rubin, J. Royal Statistical Society B 39, 1977; "
      + "Ledoit and Wolf, J. Multivariate Analysis 88, 2004",
    parameters: [
      ParameterCard(
        "covariance", .oneOf(Covariance.allCases.map(\.rawValue)), "one a component, one for all, or variances alone"),
      shrinkageCard, priorsCard,
      ParameterCard("components", .other("bic, or a whole number from 1"), "the number of Gaussians a class"),
      ParameterCard(
        "restarts", .whole(from: 1), "starts of the estimation, of which the likeliest result is kept",
        defaultWhereNotEncoded: "5"),
      ParameterCard("seed", .whole(from: 0), "the seed of those starts", defaultWhereNotEncoded: "0"),
      ParameterCard(
        "transfer", .oneOf(Transfer.allCases.map(\.rawValue)), "how classes come from one modality to the other"),
    ])

  /// The form of the covariances.
  public var covariance: Covariance
  /// How much they are shrunk.
  public var shrinkage: Shrinkage
  /// The prior probabilities.
  public var priors: Priors

  /// The number of Gaussians a class.
  public var components: ComponentCount
  /// The number of starts of the estimation with several components; the likeliest result is kept.
  public var restarts: Int
  /// The seed of those starts.
  public var seed: UInt64

  /// How what is learnt is carried to another modality.
  public var transfer: Transfer

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  /// True.
  public var givesProbabilities: Bool { true }

  private enum CodingKeys: CodingKey { case covariance, shrinkage, priors, components, restarts, seed, transfer }

  /// Keeps the parameters.
  public init(
    covariance: Covariance = .tied, shrinkage: Shrinkage = .ledoitWolf, priors: Priors = .uniform,
    components: ComponentCount = .fixed(1), restarts: Int = 5, seed: UInt64 = 0, transfer: Transfer = .latent
  ) {
    self.covariance = covariance
    self.shrinkage = shrinkage
    self.priors = priors
    self.components = components
    self.restarts = restarts
    self.seed = seed
    self.transfer = transfer
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      covariance: try container.decodeIfPresent(Covariance.self, forKey: .covariance) ?? .tied,
      shrinkage: try container.decodeIfPresent(Shrinkage.self, forKey: .shrinkage) ?? .ledoitWolf,
      priors: try container.decodeIfPresent(Priors.self, forKey: .priors) ?? .uniform,
      components: try container.decodeIfPresent(ComponentCount.self, forKey: .components) ?? .fixed(1),
      restarts: try container.decodeIfPresent(Int.self, forKey: .restarts) ?? 5,
      seed: try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0,
      transfer: try container.decodeIfPresent(Transfer.self, forKey: .transfer) ?? .latent)
    guard restarts > 0 else {
      throw InputError("gaussian-mixture: restarts", found: "\(restarts)", expected: "a positive number of starts")
    }
  }

  /// Encodes the parameters; without those that steer random draws where nothing is drawn, since what identifies a
  /// result must not name a seed that did not shape it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(covariance, forKey: .covariance)
    try container.encode(shrinkage, forKey: .shrinkage)
    try container.encode(priors, forKey: .priors)
    try container.encode(components, forKey: .components)
    try container.encode(transfer, forKey: .transfer)
    guard drawsNumbers else { return }
    try container.encode(restarts, forKey: .restarts)
    try container.encode(seed, forKey: .seed)
  }

  /// Whether the estimation starts from random draws.
  private var drawsNumbers: Bool { components != .fixed(1) || transfer == .unsupervised }
}
