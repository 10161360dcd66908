import Alignment
import Classifiers
import Diagnostics
import Parameters
import Records
import StrictYAML

/// An alignment as a configuration names it: a method with its parameters, or several of which a
/// criterion chooses one for each split.
public struct AlignmentChoice: Decodable, Sendable {
  /// The methods to choose among; one where nothing is left open. All are of one type.
  public let candidates: [any AlignmentMethod]
  /// What chooses; nil where nothing is left open.
  public let criterion: SelectionCriterion?
  /// Whether the worse half of the candidates is left out after each inner fold (`Halving`).
  public let halving: Bool

  /// Its name in the registry.
  public var name: String { type(of: candidates[0]).name }

  /// The alignments with `none`, the floor, among them.
  static func withFloor(_ listed: [AlignmentChoice]) -> [AlignmentChoice] {
    (listed.contains { $0.name == NoAlignment.name } ? [] : [AlignmentChoice(NoAlignment())]) + listed
  }

  public init(_ method: any AlignmentMethod) {
    (candidates, criterion, halving) = ([method], nil, false)
  }

  /// Leaves the choice among methods of one type to a criterion.
  public init(selecting candidates: [any AlignmentMethod], by criterion: SelectionCriterion, halving: Bool = false) {
    precondition(Set(candidates.map { type(of: $0).name }).count == 1, "a selection among methods of several names")
    (self.candidates, self.criterion, self.halving) = (candidates, criterion, halving)
  }

  /// Reads a name with parameters and looks it up in the registry.
  public init(from decoder: any Decoder) throws {
    let choice = try NamedChoice(from: decoder, kind: "alignment")
    guard let type = AlignmentRegistry.methods.first(where: { $0.name == choice.name }) else {
      throw choice.unknown(kind: "alignment", known: AlignmentRegistry.methods.map { $0.name })
    }
    func read<M: AlignmentMethod>(_ type: M.Type) throws -> AlignmentChoice {
      guard let open = try choice.candidates(by: SelectionCriterion.self, type) else {
        return AlignmentChoice(try choice.parameters(type))
      }
      if open.criterion.rule.needsLinearMaps, !open.parameters.contains(where: \.isLinear) {
        throw InputError(
          "\(choice.name): select", found: "by: \(open.criterion.rawValue) for a method that is not linear",
          expected: "a linear one, whose maps can be inverted",
          advice: "Select by \(SelectionCriterion.pairRetrieval.rawValue), which needs no label either.")
      }
      guard !open.halving || open.criterion.looksAtFolds else {
        throw InputError(
          "\(choice.name): select", found: "halving by \(open.criterion.rawValue), which looks at no inner folds",
          expected: "a criterion that does", advice: "Leave 'halving' out.")
      }
      return AlignmentChoice(selecting: open.parameters, by: open.criterion, halving: open.halving)
    }
    self = try read(type)
  }

  /// The parameters for the record: what all candidates share as it is, and under `select` the
  /// values of what differs with the criterion.
  func parameters() throws -> JSONValue {
    let all = try candidates.map { try JSONValue(encoding: $0) }
    guard let criterion else { return all[0] }
    let objects = all.map(\.members)
    var shared: [String: JSONValue] = [:]
    var open: [String: JSONValue] = ["by": .string(criterion.rawValue)]
    for name in Set(objects.flatMap(\.keys)).sorted() {
      let values = objects.map { $0[name] ?? .null }.distinct
      if values.count == 1 { shared[name] = values[0] } else { open[name] = .array(values) }
    }
    if halving { open["halving"] = .bool(true) }
    shared["select"] = .object(open)
    return .object(shared)
  }
}

/// A classifier as a configuration names it.
public struct ClassifierChoice: Decodable, Sendable {
  /// The method with its parameters.
  public let method: any ClassifierMethod

  /// Its name in the registry.
  public var name: String { type(of: method).name }

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

/// A decoding of the test rows as a configuration names it.
public struct DecodingChoice: Decodable, Sendable {
  /// The method with its parameters.
  public let method: any DecodingMethod

  /// Its name in the registry.
  public var name: String { type(of: method).name }

  public init(_ method: any DecodingMethod) { self.method = method }

  /// Reads a name with parameters and looks it up in the registry.
  public init(from decoder: any Decoder) throws {
    let choice = try NamedChoice(from: decoder, kind: "decoding")
    guard let type = DecodingRegistry.methods.first(where: { $0.name == choice.name }) else {
      throw choice.unknown(kind: "decoding", known: DecodingRegistry.methods.map { $0.name })
    }
    method = try choice.parameters(type)
  }
}
