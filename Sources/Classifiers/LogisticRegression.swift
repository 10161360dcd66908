import LinearAlgebra

/// One logistic regression a class against the rest, with a quadratic penalty.
///
/// min ||w||²/2 + C sum of log(1 + exp(-y w'x)) over the samples, with y = 1 for the
/// class and -1 for the rest. The bias is a feature of the constant value `bias` and is penalised with the others. With
/// a single class all scores are 0. Solved by LIBLINEAR, without random numbers, until the gradient has shrunk by
/// `tolerance` (or after 1,000 steps).
/// Scores are log odds; probabilities are their logistic function, normalised over the classes.
/// Cost: O(n d) a step, for each class.
public struct LogisticRegression: ClassifierMethod {
  /// `logistic-regression`.
  public static let name = "logistic-regression"

  /// The weight C of the losses against the penalty.
  public var cost: Double
  /// The value of the feature that carries the bias; 0 for no bias.
  public var bias: Double
  /// Whether each feature is brought to mean 0 and variance 1 of the training samples first.
  public var standardise: Bool
  /// The share of the first gradient (times the share of the rarer side) at which the solver stops.
  public var tolerance: Double

  /// True where features are standardised.
  public var ignoresScale: Bool { standardise }

  private enum CodingKeys: String, CodingKey {
    case cost = "C"
    case bias, standardise, tolerance
  }

  /// Keeps the parameters.
  public init(cost: Double = 1, bias: Double = 1, standardise: Bool = true, tolerance: Double = 1e-6) {
    self.cost = cost
    self.bias = bias
    self.standardise = standardise
    self.tolerance = tolerance
  }

  /// Decodes the parameters: `C` 1, `bias` 1, `standardise` true, `tolerance` 1e-6 where they are left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      cost: try container.decodeIfPresent(Double.self, forKey: .cost) ?? 1,
      bias: try container.decodeIfPresent(Double.self, forKey: .bias) ?? 1,
      standardise: try container.decodeIfPresent(Bool.self, forKey: .standardise) ?? true,
      tolerance: try container.decodeIfPresent(Double.self, forKey: .tolerance) ?? 1e-6)
    try solver.validate()
  }

  private var solver: LIBLINEAR {
    LIBLINEAR(
      name: Self.name, solver: .logisticRegression, cost: cost, bias: bias, standardise: standardise,
      tolerance: tolerance)
  }

  /// Fits one regression a class against the rest.
  /// - Throws: `InputError` for a parameter out of range, without samples, or where one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    LogisticScores(linear: try solver.fit(samples, labels: labels))
  }
}
