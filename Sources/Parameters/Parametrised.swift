import Diagnostics

/// A type whose stored properties are parameters, each declared with `@Parameter`.
///
/// Its coding, its checks and the list that users read come from the declarations. A type writes
/// `public init() {}`, which gives the defaults, and `check` where ranges do not say everything.
public protocol Parametrised: Codable, Sendable, TellsAllFaults {
  /// All parameters at their defaults.
  init()

  /// Refuses combinations of values that the ranges of single parameters let pass.
  func check() throws

  /// Whether a parameter is written: one that shapes nothing should not tell results apart.
  func isWritten(_ parameter: String) -> Bool

  /// The value that is encoded. It may say more than was asked for, such as the checksum of a file.
  var written: Self { get }
}

extension Parametrised {
  /// Nothing beyond the ranges.
  public func check() {}

  /// Every parameter is written.
  public func isWritten(_ parameter: String) -> Bool { true }

  /// The value itself.
  public var written: Self { self }

  /// The defaults with some parameters changed: `try RidgeCCA { $0.k = 8 }`.
  /// - Throws: `InputError` for a value out of its range, or as `check` does.
  public init(_ change: (inout Self) throws -> Void) throws {
    self.init()
    try change(&self)
    try checkAll()
  }

  /// Decodes the parameters; what is left out has its default.
  /// - Throws: `InputError` for a value out of its range, or as `check` does.
  public init(from decoder: any Decoder) throws { try self.init(from: decoder, over: Self()) }

  /// Decodes the parameters; what is left out is as in `defaults`.
  /// - Throws: `InputError` for a value out of its range, or as `check` does.
  public init(from decoder: any Decoder, over defaults: Self) throws {
    self.init(copying: defaults)
    let container = try decoder.container(keyedBy: NameKey.self)
    var faults = Faults()
    for field in fields { _ = try faults.value { try field.field.decode(named: field.name, from: container) } }
    try faults.check()
    try checkAll()
  }

  /// The same values in storage of its own, which decoding may write into.
  init(copying other: Self) {
    self.init()
    for (own, given) in zip(fields, other.fields) { own.field.take(from: given.field) }
  }

  /// Encodes the parameters that are written, each under its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NameKey.self)
    for field in written.fields where isWritten(field.name) {
      try field.field.encode(named: field.name, to: &container)
    }
  }

  /// The parameters with their defaults, in the order of their declarations.
  public static var parameters: [ParameterCard] { Self().fields.map { $0.field.card(named: $0.name) } }

  /// Checks every range, then what `check` demands. Assigning a parameter checks nothing.
  public func checkAll() throws {
    var faults = Faults()
    for field in fields { _ = try faults.value { try field.field.check(named: field.name) } }
    try faults.check()
    for case let group as any FieldGroup in Mirror(reflecting: self).children.map(\.value) { try group.check() }
    try check()
  }

  /// The declared parameters of this value, those of groups in their place.
  var fields: [NamedField] {
    Mirror(reflecting: self).children.flatMap { label, value -> [NamedField] in
      switch value {
      case let group as any FieldGroup: group.fields
      // A wrapped property is stored under its name with an underscore.
      case let field as any ParameterField: [field.named(String((label ?? "").drop { $0 == "_" }))]
      default: []
      }
    }
  }
}

/// A declared parameter with the name that it has in configurations.
struct NamedField {
  let name: String
  let field: any ParameterField
}

/// What `Parameter` does for any type of value.
protocol ParameterField: Sendable {
  func named(_ property: String) -> NamedField
  func card(named name: String) -> ParameterCard
  func check(named name: String) throws
  /// Reads the value in place.
  func decode(named name: String, from container: KeyedDecodingContainer<NameKey>) throws
  func encode(named name: String, to container: inout KeyedEncodingContainer<NameKey>) throws
  /// Takes over the value of a field of the same type, in place.
  func take(from other: any ParameterField)
}

/// What `ParameterGroup` does for any group.
protocol FieldGroup: Sendable {
  var fields: [NamedField] { get }
  func check() throws
}
