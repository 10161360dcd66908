import Catalogue

/// The parameters of the classifiers that LIBLINEAR solves.
public struct LIBLINEARParameters: Codable, Sendable, Equatable {
  /// The weight C of the losses against the penalty.
  public var cost: Double
  /// The value of the feature that carries the bias; 0 for no bias.
  public var bias: Double
  /// Whether each feature is brought to mean 0 and variance 1 of the training samples first.
  public var standardise: Bool
  /// The share of the first gradient (times the share of the rarer side) at which the solver stops.
  public var tolerance: Double

  /// The parameters as a user reads about them.
  static let cards = [
    ParameterCard("C", .number(from: 0, openFrom: true), "the weight of the losses against the penalty"),
    ParameterCard("bias", .number(from: 0), "the value of the feature that carries the bias; 0 for no bias"),
    ParameterCard("standardise", .flag, "whether features are brought to mean 0 and variance 1 first"),
    ParameterCard(
      "tolerance", .number(from: 0, openFrom: true, through: 1, openThrough: true),
      "the share of the first gradient at which the solver stops"),
  ]

  private enum CodingKeys: String, CodingKey {
    case cost = "C"
    case bias, standardise, tolerance
  }

  /// Keeps the parameters; they are checked where they are used.
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
  }
}
