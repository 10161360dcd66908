import Alignment
import Classifiers
import StrictYAML

/// An alignment as a configuration names it.
public struct AlignmentChoice: Decodable, Sendable {
  /// The method with its parameters.
  public let method: any AlignmentMethod

  /// Its name in the registry.
  public var name: String { type(of: method).name }

  /// Wraps a method.
  public init(_ method: any AlignmentMethod) { self.method = method }

  /// Reads a name with parameters and looks it up in the registry.
  public init(from decoder: any Decoder) throws {
    let choice = try NamedChoice(from: decoder, kind: "alignment")
    guard let type = AlignmentRegistry.methods.first(where: { $0.name == choice.name }) else {
      throw choice.unknown(kind: "alignment", known: AlignmentRegistry.methods.map { $0.name })
    }
    method = try choice.parameters(type)
  }
}

/// A classifier as a configuration names it.
public struct ClassifierChoice: Decodable, Sendable {
  /// The method with its parameters.
  public let method: any ClassifierMethod

  /// Its name in the registry.
  public var name: String { type(of: method).name }

  /// Wraps a method.
  public init(_ method: any ClassifierMethod) { self.method = method }

  /// Reads a name with parameters and looks it up in the registry.
  public init(from decoder: any Decoder) throws {
    let choice = try NamedChoice(from: decoder, kind: "classifier")
    guard let type = ClassifierRegistry.methods.first(where: { $0.name == choice.name }) else {
      throw choice.unknown(kind: "classifier", known: ClassifierRegistry.methods.map { $0.name })
    }
    method = try choice.parameters(type)
  }
}
