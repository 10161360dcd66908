import Diagnostics

extension SplitProtocol: Codable {
  /// Reads a name, or a map of one name to parameters.
  /// - Throws: `InputError` on an unknown name, a map of another size, or a parameter out of range.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      try self.init(named: name)
      return
    }
    let container = try decoder.container(keyedBy: NameKey.self)
    guard container.allKeys.count == 1, let key = container.allKeys.first else {
      throw InputError(
        "protocol name", found: "a map of \(container.allKeys.count) keys",
        expected: "a protocol's name, or one name with its parameters",
        advice: "Write one protocol an entry. Known: \(Self.names.joined(separator: ", ")).")
    }
    let type = try Self.registered(named: key.stringValue)
    guard try !container.decodeNil(forKey: key) else {
      self.init(type.init())
      return
    }
    self.init(try Self.decode(type, from: container, key))
  }

  /// Writes a map of the name to every parameter.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NameKey.self)
    try container.encode(parameters, forKey: NameKey(name))
  }

  private static func decode<P: SplitParameters>(
    _ type: P.Type, from container: KeyedDecodingContainer<NameKey>, _ key: NameKey
  ) throws -> any SplitParameters {
    try container.decode(P.self, forKey: key)
  }
}

extension SplitProtocol: Equatable {
  /// The same protocol with the same parameters.
  public static func == (a: SplitProtocol, b: SplitProtocol) -> Bool { a.parameters.isEqual(to: b.parameters) }
}

/// A key that is known only when it is read.
private struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer {
  /// The choice named at `key`, or the default where the key is absent.
  /// - Throws: `InputError` on another name, with the nearest one.
  func choice<C: RawRepresentable & CaseIterable>(_ key: Key, default standard: C) throws -> C
  where C.RawValue == String {
    guard let name = try decodeIfPresent(String.self, forKey: key) else { return standard }
    guard let choice = C(rawValue: name) else {
      let known = C.allCases.map(\.rawValue)
      throw InputError(
        key.stringValue, found: "'\(name)'", expected: known.joined(separator: " or "),
        advice: suggestion(for: name, among: known))
    }
    return choice
  }
}
