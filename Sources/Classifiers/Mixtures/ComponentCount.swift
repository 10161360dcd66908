import Parameters

/// How many Gaussians a class has.
public enum ComponentCount: NumberOrWord {
  /// That many.
  case fixed(Int)
  /// The number from 1 to 5, at most half the samples of a class, with the least Bayesian
  /// information criterion.
  case bic

  public static let word = "bic"

  /// That many, or `bic`.
  public init(_ number: Int?) { self = number.map(Self.fixed) ?? .bic }

  /// The number where it is fixed.
  public var number: Int? { if case .fixed(let count) = self { count } else { nil } }
}
