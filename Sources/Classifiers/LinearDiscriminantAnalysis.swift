import Parameters

/// Linear discriminant analysis: classes are Gaussians with one covariance. It is
/// `gaussian-mixture` with the covariance `tied`, under the field's name for it. Scores leave out a
/// term that all classes have in common (`LinearDiscriminants`).
public struct LinearDiscriminantAnalysis: SoftlyTaught {
  public static let name = "lda"
  public static let card = MethodCard(
    summary: "classes as Gaussians with one covariance", objective: "max log p(c) + log N(x; mu_c, Sigma)",
    solution: "maximum likelihood in closed form, with shrunk covariance", cost: "O(n k² + k³)",
    source: "Fisher, Annals of Eugenics 7, 1936; Ledoit and Wolf, J. Multivariate Analysis 88, 2004")

  @ParameterGroup public var gaussians: GaussianEstimation

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  public var givesProbabilities: Bool { true }

  public init() {}

  /// Fits means and the covariance.
  /// - Throws: `InputError` where the covariance is singular in spite of the shrinkage.
  public func fit(_ training: TrainingSamples) throws -> any FittedClassifier {
    let classes = try gaussians.fit(
      training, covariance: .tied, as: Self.name, remedy: "Increase shrinkage, or reduce k.")
    guard case .informed(let mixture) = classes else { return classes.classifier }
    return LinearDiscriminants(mixture)
  }
}
