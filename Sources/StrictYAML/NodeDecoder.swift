import Diagnostics
import Yams

/// Decodes one YAML node and remembers which of its keys were asked for.
final class NodeDecoder: Decoder {
  let node: Node
  let codingPath: [any CodingKey]
  let file: String
  /// The files of keys that come from others than `file`.
  let included: IncludedKeys
  let userInfo: [CodingUserInfoKey: Any] = [:]
  /// Keys that the decoded type asked for, in that order; nil as long as it asked for no keyed
  /// container.
  var askedKeys: [String]?
  /// Keys that stand there in place of one that is missing, as its refusal said.
  var misspeltKeys: Set<String> = []

  init(node: Node, path: [any CodingKey], file: String, included: IncludedKeys = .none) {
    self.node = node
    codingPath = path
    self.file = file
    self.included = included
  }

  /// Decodes `type`, then refuses keys that it never asked for. Every refusal leaves with its
  /// place.
  func decodeWhole<T: Decodable>(_ type: T.Type) throws -> T {
    var faults = Faults()
    var value: T?
    do {
      value = try decodeAll(type)
    } catch let error as InputError {
      for fault in error.all { faults.add(isPlaced(fault) ? fault : fault.at(place())) }
    } catch let error as DecodingError {
      faults.add(located(error, names: caseNames(of: type)))
    }
    // Of a type that gave up half-way nobody knows which keys it would have asked for.
    if faults.isEmpty || T.self is any TellsAllFaults.Type { for fault in unknownKeys() { faults.add(fault) } }
    try faults.check()
    guard let value else { throw mismatch("another value") }
    return value
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .mapping(let mapping) = node else { throw mismatch("a mapping of keys to values") }
    askedKeys = askedKeys ?? []
    return KeyedDecodingContainer(MappingContainer<Key>(decoder: self, mapping: mapping))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .sequence(let sequence) = node else { throw mismatch("a list") }
    return SequenceContainer(decoder: self, nodes: Array(sequence))
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { ScalarContainer(decoder: self) }

  func child(_ node: Node, _ key: any CodingKey) -> NodeDecoder {
    NodeDecoder(node: node, path: codingPath + [key], file: file(of: key.stringValue), included: included)
  }

  /// The file that a key of this node stands in.
  private func file(of key: String) -> String {
    switch codingPath.count {
    case 0: included.file(of: key) ?? file
    case 1: included.file(of: key, below: codingPath[0].stringValue) ?? file
    default: file
    }
  }

  /// File, line and column of `node`, then the path of keys.
  func place(of other: Node? = nil) -> String {
    let mark = (other ?? node).mark
    let file = other?.string.map { self.file(of: $0) } ?? file
    let position = mark.map { "\(file):\($0.line):\($0.column)" } ?? file
    let path = codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    return path.isEmpty ? position : position + ": " + path.joined(separator: ".")
  }

  func mismatch(_ expected: String) -> InputError {
    InputError(place(), found: describe(node), expected: expected)
  }

  /// Decodes a list or a mapping by names part by part, so that each part can be refused; any other
  /// type as it decodes itself.
  private func decodeAll<T: Decodable>(_ type: T.Type) throws -> T {
    if let parts = type as? any DecodableInParts.Type, let value = try parts.init(parts: self) as? T { return value }
    return try T(from: self)
  }

  /// Whether a fault says already in which file it is.
  private func isPlaced(_ fault: InputError) -> Bool { fault.place.hasPrefix(file) || included.hasPlace(fault.place) }

  /// The keys that nobody asked for, but for those that were told to be another one, misspelt.
  private func unknownKeys() -> [InputError] {
    guard let askedKeys, case .mapping(let mapping) = node else { return [] }
    let known = misspeltKeys.union(askedKeys)
    return mapping.keys.filter { !known.contains($0.string ?? "") }.map { key in
      let name = key.string ?? "?"
      return InputError(
        place(of: key), found: "unknown key '\(name)'",
        expected: askedKeys.isEmpty ? "no key here" : "one of \(askedKeys.joined(separator: ", "))",
        advice: suggestion(for: name, among: askedKeys))
    }
  }

  /// `error` with its place; `names` are the values of the type where it is a choice between names.
  private func located(_ error: DecodingError, names: [String]) -> InputError {
    switch error {
    case .dataCorrupted where !names.isEmpty:
      InputError(
        place(), found: describe(node), expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: node.string ?? "", among: names))
    case .dataCorrupted(let context):
      InputError(place(), found: describe(node), expected: context.debugDescription)
    case .keyNotFound(let key, _):
      InputError(place(), found: "no key '\(key.stringValue)'", expected: "one", advice: "Add '\(key.stringValue):'.")
    case .typeMismatch(let type, _), .valueNotFound(let type, _):
      mismatch("a value of type \(type)")
    @unknown default:
      mismatch("another value")
    }
  }
}

/// The names of the cases of a type that is a choice between names; none for any other type.
private func caseNames<T>(of type: T.Type) -> [String] {
  func names<C: CaseIterable>(_ type: C.Type) -> [String] {
    type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
  }
  return (type as? any CaseIterable.Type).map { names($0) } ?? []
}

/// What a node is, for a message.
func describe(_ node: Node) -> String {
  switch node {
  case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string)'"
  case .mapping(let mapping):
    "a mapping with the keys " + mapping.keys.prefix(6).map { $0.string ?? "?" }.joined(separator: ", ")
  case .sequence(let sequence): "a list of \(sequence.count)"
  case .alias: "an alias"
  }
}

/// A place in a list.
struct IndexKey: CodingKey {
  let index: Int
  init(_ index: Int) { self.index = index }
  init?(intValue: Int) { index = intValue }
  init?(stringValue: String) { nil }
  var intValue: Int? { index }
  var stringValue: String { "\(index)" }
}
