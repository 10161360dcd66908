import Diagnostics
import Yams

/// The values of a mapping by key.
struct MappingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: NodeDecoder
  let mapping: Node.Mapping

  var codingPath: [any CodingKey] { decoder.codingPath }

  /// A type that asks for all keys knows them all.
  var allKeys: [Key] {
    let names = mapping.keys.compactMap(\.string)
    names.forEach(ask)
    return names.compactMap(Key.init(stringValue:))
  }

  func contains(_ key: Key) -> Bool {
    ask(key.stringValue)
    return node(key) != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool { try child(key).isNull }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try child(key).decodeWhole(type) }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    try contains(key) && !decodeNil(forKey: key) ? decode(type, forKey: key) : nil
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }

  func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }

  private func child(_ key: Key) throws -> NodeDecoder {
    ask(key.stringValue)
    guard let node = node(key) else {
      let name = key.stringValue
      let present = Array(mapping.keys).compactMap(\.string).filter { decoder.askedKeys?.contains($0) != true }
      let misspelt = nearestName(to: name, among: present)
      if let misspelt { decoder.misspeltKeys.insert(misspelt) }
      throw InputError(
        decoder.place(), found: "no key '\(name)'", expected: "one",
        advice: misspelt.map { "Is '\($0)' meant for it?" } ?? "Add '\(name):'.")
    }
    return decoder.child(node, key)
  }

  private func node(_ key: Key) -> Node? {
    mapping.first { $0.key.string == key.stringValue }?.value
  }

  private func ask(_ name: String) {
    if decoder.askedKeys?.contains(name) == false { decoder.askedKeys?.append(name) }
  }
}

/// The items of a list.
struct SequenceContainer: UnkeyedDecodingContainer {
  let decoder: NodeDecoder
  let nodes: [Node]
  var currentIndex = 0

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { nodes.count }
  var isAtEnd: Bool { currentIndex >= nodes.count }

  mutating func decodeNil() throws -> Bool {
    guard try next(advancing: false).isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decodeWhole(type) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

  mutating func superDecoder() throws -> any Decoder { try next() }

  private mutating func next(advancing: Bool = true) throws -> NodeDecoder {
    guard !isAtEnd else {
      throw InputError(decoder.place(), found: "a list of \(nodes.count)", expected: "more items")
    }
    defer { if advancing { currentIndex += 1 } }
    return decoder.child(nodes[currentIndex], IndexKey(currentIndex))
  }
}

/// One scalar.
struct ScalarContainer: SingleValueDecodingContainer {
  let decoder: NodeDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.isNull }

  func decode(_ type: Bool.Type) throws -> Bool { try construct("true or false", Bool.construct) }
  func decode(_ type: String.Type) throws -> String { try construct("text") { $0.string } }
  func decode(_ type: Double.Type) throws -> Double { try construct("a number", Double.construct) }
  func decode(_ type: Float.Type) throws -> Float { try construct("a number", Float.construct) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }

  private func integer<T: FixedWidthInteger & ScalarConstructible>() throws -> T {
    try construct("a whole number", T.construct)
  }

  private func construct<T>(_ expected: String, _ make: (Node.Scalar) -> T?) throws -> T {
    guard !decoder.isNull, case .scalar(let scalar) = decoder.node, let value = make(scalar) else {
      throw decoder.mismatch(expected)
    }
    return value
  }
}

extension NodeDecoder {
  /// Whether the node is YAML's null.
  var isNull: Bool { node.null != nil }
}
