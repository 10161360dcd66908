import Diagnostics
import Foundation

/// A choice by name that may carry parameters: `none`, or `perfect: {k: 64}`.
///
/// What is written as a plain name has all its parameters at their defaults. A type that decodes a
/// choice looks its name up in a registry and asks for the parameters of the type that it finds
/// there.
public struct NamedChoice {
  public let name: String
  private let container: KeyedDecodingContainer<NameKey>?
  /// What reads the parameters; nil for a plain name.
  public let parametersDecoder: (any Decoder)?
}

extension NamedChoice {
  /// A plain name.
  public init(_ name: String) { self.init(name: name, container: nil, parametersDecoder: nil) }

  /// Reads the name; `kind` says in messages what is chosen.
  /// - Throws: `InputError` unless there is one name.
  public init(from decoder: any Decoder, kind: String) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name)
      return
    }
    let container = try decoder.container(keyedBy: NameKey.self)
    let keys = container.allKeys.map(\.stringValue)
    guard keys.count == 1 else {
      throw InputError(
        kind, found: keys.isEmpty ? "no name" : "the names \(keys.joined(separator: ", "))",
        expected: "one name with its parameters", advice: "Write each name in an item of its own.")
    }
    let parametersDecoder = try container.superDecoder(forKey: NameKey(keys[0]))
    self.init(name: keys[0], container: container, parametersDecoder: parametersDecoder)
  }

  /// The parameters, decoded as `type`.
  public func parameters<T: Decodable>(_ type: T.Type) throws -> T {
    if let container, try !container.decodeNil(forKey: NameKey(name)) {
      return try container.decode(type, forKey: NameKey(name))
    }
    return try JSONDecoder().decode(type, from: Data("{}".utf8))
  }

  /// The error for a name that no registry holds.
  public func unknown(kind: String, known: [String]) -> InputError {
    InputError(
      kind, found: "unknown name '\(name)'", expected: "one of \(known.joined(separator: ", "))",
      advice: suggestion(for: name, among: known))
  }
}
