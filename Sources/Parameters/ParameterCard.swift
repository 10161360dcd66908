/// What a user reads about a parameter. It comes from the parameter's declaration.
public struct ParameterCard: Sendable {
  /// The name in configurations.
  public let name: String
  /// What it does, in a few words, with its unit where it has one.
  public let meaning: String
  /// The values it may have.
  public let range: ParameterRange
  /// The value where it is left out; nil inside where it then has none.
  public let `default`: any Encodable & Sendable
  /// What holds where it has no value, in words; nil where it always has one.
  public let absent: String?
}
