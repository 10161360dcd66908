/// A parameter of a method, declared once: its name, type, default, range and meaning.
///
///     @Parameter(.whole(from: 1), "dimension of the latent space") public var k = 64
///
/// Decoding, encoding, range checks, cards and contract tests all read this declaration
/// (`Parametrised`). The name is the property's, unless `named` says another.
@propertyWrapper
public struct Parameter<Value: Codable & Equatable & Sendable>: Sendable {
  /// The value. Assigning one checks nothing: `Parametrised.check` does.
  public var wrappedValue: Value {
    get { storage.value }
    set {
      if isKnownUniquelyReferenced(&storage) {
        storage.value = newValue
      } else {
        storage = Storage(newValue)
      }
    }
  }

  private var storage: Storage<Value>
  private let name: String?
  private let range: ParameterRange
  private let meaning: String
  private let absent: String?

  /// Declares a parameter; what it is assigned is its default.
  /// - Parameters:
  ///   - wrappedValue: the default.
  ///   - name: the name in configurations; the property's own where nil.
  ///   - range: the values that are allowed.
  ///   - meaning: what the parameter does, in words.
  ///   - absent: what holds where the parameter has no value, in words.
  public init(
    wrappedValue: Value, named name: String? = nil, _ range: ParameterRange, _ meaning: String, absent: String? = nil
  ) {
    storage = Storage(wrappedValue)
    self.name = name
    self.range = range
    self.meaning = meaning
    self.absent = absent
  }
}

extension Parameter where Value == Bool {
  /// Declares a parameter that is true or false.
  public init(wrappedValue: Value, _ meaning: String) {
    self.init(wrappedValue: wrappedValue, .flag, meaning)
  }
}

extension Parameter where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// Declares a parameter that is one of the words of an enumeration.
  public init(wrappedValue: Value, _ meaning: String) {
    self.init(wrappedValue: wrappedValue, .choice(of: Value.self), meaning)
  }
}

extension Parameter: Equatable {
  /// Whether the values are equal.
  public static func == (a: Parameter, b: Parameter) -> Bool { a.wrappedValue == b.wrappedValue }
}

extension Parameter: Hashable where Value: Hashable {
  /// Hashes the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

extension Parameter {
  /// Writes the value in place, which copies of its owner share.
  func write(_ value: Value) { storage.value = value }
}

extension Parameter: CustomStringConvertible {
  public var description: String { "\(wrappedValue)" }
}

extension Parameter: ParameterField {
  func named(_ property: String) -> NamedField { NamedField(name: name ?? property, field: self) }

  func card(named name: String) -> ParameterCard {
    ParameterCard(name: name, meaning: meaning, range: range, default: wrappedValue, absent: absent)
  }

  func check(named name: String) throws { try range.check(wrappedValue, named: name) }

  func decode(named name: String, from container: KeyedDecodingContainer<NameKey>) throws {
    if let value = try container.decodeIfPresent(Value.self, forKey: NameKey(name)) { storage.value = value }
  }

  func encode(named name: String, to container: inout KeyedEncodingContainer<NameKey>) throws {
    if case Optional<Any>.none = wrappedValue as Any { return }
    try container.encode(wrappedValue, forKey: NameKey(name))
  }

  func take(from other: any ParameterField) {
    if let other = other as? Parameter<Value> { storage.value = other.wrappedValue }
  }
}

/// A group of parameters that stand beside a method's own, not below a key of theirs.
///
///     @ParameterGroup({ $0.epochs = 100 }) public var training: PairTraining
///
/// What the closure changes are the method's own defaults.
@propertyWrapper
public struct ParameterGroup<Group: Parametrised>: Sendable {
  public var wrappedValue: Group {
    get { storage.value }
    set { storage = Storage(newValue) }
  }

  private var storage: Storage<Group>

  /// Declares the group, with some of its defaults changed.
  public init(_ change: (inout Group) -> Void = { _ in }) {
    var group = Group()
    change(&group)
    // A copy of its own: decoding writes into it.
    storage = Storage(Group(copying: group))
  }
}

extension ParameterGroup: Equatable where Group: Equatable {
  /// Whether the groups are equal.
  public static func == (a: ParameterGroup, b: ParameterGroup) -> Bool { a.wrappedValue == b.wrappedValue }
}

extension ParameterGroup: CustomStringConvertible {
  public var description: String { "\(wrappedValue)" }
}

extension ParameterGroup: FieldGroup {
  var fields: [NamedField] { wrappedValue.fields }
  func check() throws { try wrappedValue.check() }
}

/// The box of one value. It is shared by copies of its owner, and written in place only while the
/// owner is being decoded, or where nobody shares it.
final class Storage<Value: Sendable>: @unchecked Sendable {
  var value: Value
  init(_ value: Value) { self.value = value }
}
