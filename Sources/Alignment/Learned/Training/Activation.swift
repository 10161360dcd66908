/// What the hidden layer of a head does to each of its units.
public enum Activation: String, Codable, Sendable, CaseIterable {
  /// x · Phi(x), with the exact normal distribution function.
  case gelu
  /// max(x, 0).
  case relu

  func callAsFunction<S: TrainingScalar>(_ x: S) -> S {
    switch self {
    case .gelu: return x * Self.normalDistribution(x)
    case .relu: return max(x, 0)
    }
  }

  func derivative<S: TrainingScalar>(_ x: S) -> S {
    switch self {
    case .gelu: return Self.normalDistribution(x) + x * S.exp(-x * x / 2) / (2 * S.pi).squareRoot()
    case .relu: return x > 0 ? 1 : 0
    }
  }

  private static func normalDistribution<S: TrainingScalar>(_ x: S) -> S { S.erfc(-x / S(2).squareRoot()) / 2 }
}
