import Parameters

extension SplitProtocol: Codable {
  /// Reads a name, or a map of one name to parameters.
  /// - Throws: `InputError` on an unknown name, a map of another size, or a parameter out of range.
  public init(from decoder: any Decoder) throws { try self.init(NamedChoice(from: decoder, kind: "protocol")) }

  /// Writes a map of the name to every parameter.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NameKey.self)
    try container.encode(parameters, forKey: NameKey(name))
  }
}

extension SplitProtocol: Equatable {
  /// The same protocol with the same parameters.
  public static func == (a: SplitProtocol, b: SplitProtocol) -> Bool { a.parameters.isEqual(to: b.parameters) }
}
