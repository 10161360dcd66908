/// A key in a mapping whose keys are names of methods or parameters.
public struct NameKey: CodingKey {
  /// The name.
  public let stringValue: String
  /// Names are not numbers.
  public var intValue: Int? { nil }

  /// A key from its name.
  public init(_ name: String) { stringValue = name }
  /// A key from its name.
  public init?(stringValue: String) { self.init(stringValue) }
  /// No key.
  public init?(intValue: Int) { nil }
}
