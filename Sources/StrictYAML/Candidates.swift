import Diagnostics
import Parameters
import Yams

/// The key under which the parameters of a choice hold what is to be selected.
let candidatesKey = "select"
/// The key under it that asks for fewer folds of worse candidates.
private let halvingKey = "halving"

/// The values that `select: {k: [16, 32], by: ...}` among the parameters of a choice leaves open.
///
/// Every combination of the lists, joined with the parameters that stand beside `select`, is one
/// candidate; `by` names the criterion that chooses among them. `halving: true` leaves the worse
/// half out again and again.
public struct Candidates<Criterion: Decodable, Parameters: Decodable> {
  /// What chooses.
  public let criterion: Criterion
  /// Whether the worse half of the candidates is left out again and again.
  public let halving: Bool
  /// The candidates in the order of the file, the last list running fastest.
  public let parameters: [Parameters]
}

extension Candidates: Sendable where Criterion: Sendable, Parameters: Sendable {}

extension NamedChoice {
  /// The candidates for parameters of `type`; nil where there is no `select`.
  /// - Throws: `InputError` with its line where a parameter is given twice, nothing is left open,
  ///   or a candidate is refused by its own decoding.
  public func candidates<Criterion: Decodable, Parameters: Decodable>(
    by criterion: Criterion.Type, _ type: Parameters.Type
  ) throws -> Candidates<Criterion, Parameters>? {
    guard let decoder = parametersDecoder as? NodeDecoder, case .mapping(let mapping) = decoder.node,
      let open = mapping.first(where: { $0.key.string == candidatesKey })
    else { return nil }
    let place = decoder.child(open.value, NameKey(candidatesKey))
    guard case .mapping(let choices) = open.value else { throw place.mismatch("a mapping of parameters to lists") }
    guard let rule = choices.first(where: { $0.key.string == "by" }) else {
      throw InputError(
        place.place(), found: "no key 'by'", expected: "the criterion that chooses", advice: "Add 'by:'.")
    }
    let fixed = mapping.filter { $0.key.string != candidatesKey }
    let lists = choices.filter { !["by", halvingKey].contains($0.key.string) }
    guard !lists.isEmpty else {
      throw InputError(place.place(), found: "no parameter beside 'by'", expected: "at least one list of values")
    }
    let halving = choices.first { $0.key.string == halvingKey }?.value
    for (key, _) in lists where fixed.contains(where: { $0.key.string == key.string }) {
      throw InputError(
        place.place(of: key), found: "'\(key.string ?? "?")' beside and under '\(candidatesKey)'",
        expected: "each parameter once")
    }
    let combinations = alternatives(of: .mapping(Node.Mapping(lists.map { ($0.key, $0.value) })))
    return Candidates(
      criterion: try place.child(rule.value, NameKey("by")).decodeWhole(Criterion.self),
      halving: try halving.map { try place.child($0, NameKey(halvingKey)).decodeWhole(Bool.self) } ?? false,
      parameters: try combinations.map { combination in
        guard case .mapping(let chosen) = combination else { throw place.mismatch("a mapping") }
        let all = fixed.map { ($0.key, $0.value) } + chosen.map { ($0.key, $0.value) }
        let node = Node.mapping(Node.Mapping(all, .implicit, .any, mapping.mark))
        return try NodeDecoder(node: node, path: decoder.codingPath, file: decoder.file).decodeWhole(Parameters.self)
      })
  }
}
