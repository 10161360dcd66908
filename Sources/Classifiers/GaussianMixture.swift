import Parameters

/// Classes as Gaussians, x of class c is N(mu_c, Sigma_c), or as mixtures of several.
///
/// The class of a sample maximises log p(c) + log N(x; mu_c, Sigma_c). With `covariance: tied` (one
/// Sigma for all classes) that is linear discriminant analysis; with `full` it is quadratic. Means
/// and covariances are the maximum-likelihood ones, shrunk. With several `components`, each class
/// is a mixture (`MixtureEstimation`). With memberships (one component only) a sample counts for a
/// class with its membership. Where all training samples are the same, the score of a class is the
/// logarithm of its prior probability.
/// Cost: O(n k² + C k³) (full), O(n k² + k³) (tied).
///
/// `transfer` says how the classes come into the space where they are compared. Plain `fit` is
/// `latent` or `unsupervised`. With an alignment call `fit(_:labels:pushedThrough:offset:)` or
/// `fit(_:labels:marginalOn:)`; through the identity, or on the whole space, both are `latent`
/// again.
public struct GaussianMixture: SoftlyTaught {
  public static let name = "gaussian-mixture"
  public static let card = MethodCard(
    summary: "classes as Gaussians, or as mixtures of several",
    objective: "max log p(c) + log sum_j w_cj N(x; mu_cj, Sigma_cj)",
    solution:
      "maximum likelihood: closed form for one component, expectation-maximisation for several; shrunk covariances",
    cost: "O(n k² + C k³) for one component, as much a step and component for several",
    source: "Dempster, Laird and Rubin, J. Royal Statistical Society B 39, 1977; "
      + "Ledoit and Wolf, J. Multivariate Analysis 88, 2004")

  @Parameter("one a component, one for all, or variances alone") public var covariance = Covariance.tied
  @ParameterGroup public var gaussians: GaussianEstimation
  @Parameter(.word(ComponentCount.word, or: .whole(from: 1, through: 10_000)), "the number of Gaussians a class")
  public var components = ComponentCount.fixed(1)
  @Parameter(.count, "starts of the estimation, of which the likeliest result is kept")
  public var restarts = 5
  @Parameter(.whole(from: 0), "the seed of those starts") public var seed: UInt64 = 0
  @Parameter("how classes come from one modality to the other") public var transfer = Transfer.latent

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  public var givesProbabilities: Bool { true }

  public init() {}

  /// A seed that shaped nothing must not tell results apart: what steers draws is written only
  /// where something is drawn.
  public func isWritten(_ parameter: String) -> Bool {
    let drawsNumbers = components != .fixed(1) || transfer == .unsupervised
    return drawsNumbers || !["restarts", "seed"].contains(parameter)
  }
}
