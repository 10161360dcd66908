import Parameters

/// Quadratic discriminant analysis: classes are Gaussians with a covariance each. It is
/// `gaussian-mixture` with the covariance `full`, under the field's name for it.
public struct QuadraticDiscriminantAnalysis: SoftlyTaught {
  public static let name = "qda"
  public static let card = MethodCard(
    summary: "classes as Gaussians with a covariance each", objective: "max log p(c) + log N(x; mu_c, Sigma_c)",
    solution: "maximum likelihood in closed form, with shrunk covariance", cost: "O(n k² + C k³)",
    source: "Smith, Annals of Eugenics 13, 1946; Ledoit and Wolf, J. Multivariate Analysis 88, 2004")

  @ParameterGroup public var gaussians: GaussianEstimation

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  public var givesProbabilities: Bool { true }

  public init() {}

  /// Fits means and covariances.
  /// - Throws: `InputError` where a covariance is singular in spite of the shrinkage.
  public func fit(_ training: TrainingSamples) throws -> any FittedClassifier {
    try gaussians.fit(
      training, covariance: .full, as: Self.name, remedy: "Increase shrinkage, choose lda, or reduce k."
    ).classifier
  }
}
