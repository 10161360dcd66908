/// One parameter of a method. Its default is not written here but read from the method itself, unless the method does
/// not encode the parameter at its defaults.
public struct ParameterCard: Sendable, Equatable {
  /// The name in configurations.
  public let name: String
  /// What it does, in a few words, with its unit where it has one.
  public let meaning: String
  /// The values it may have.
  public let range: ParameterRange
  /// The default, written as in a configuration, of a parameter that the method does not encode where all parameters
  /// have their defaults, since it has no effect there; nil for one that is encoded.
  public let defaultWhereNotEncoded: String?

  /// Joins the parts.
  public init(
    _ name: String, _ range: ParameterRange, _ meaning: String, defaultWhereNotEncoded: String? = nil
  ) {
    self.name = name
    self.range = range
    self.meaning = meaning
    self.defaultWhereNotEncoded = defaultWhereNotEncoded
  }
}

/// The values that a parameter may have.
///
/// Besides being printed, it says which values must be refused, so that a test can try them.
public enum ParameterRange: Sendable, Equatable, CustomStringConvertible {
  /// Whole numbers, from a least one to a largest one where there is one.
  case whole(from: Int, through: Int? = nil)
  /// Numbers; `open` ends are not included. No limit where nil.
  case number(from: Double? = nil, openFrom: Bool = false, through: Double? = nil, openThrough: Bool = false)
  /// True or false.
  case flag
  /// One of some words.
  case oneOf([String])
  /// What the other cases cannot say, in words.
  case other(String)

  /// One of the words of an enumeration.
  public static func choice<C: CaseIterable & RawRepresentable>(of type: C.Type) -> ParameterRange
  where C.RawValue == String { .oneOf(type.allCases.map(\.rawValue)) }

  /// How it is printed.
  public var description: String {
    switch self {
    case .whole(let low, let high): high.map { "\(low) to \($0)" } ?? "\(low) or more"
    case .number(let low, let openLow, let high, let openHigh):
      [
        low.map { (openLow ? "above " : "from ") + Self.text($0) },
        high.map { (openHigh ? "below " : "to ") + Self.text($0) },
      ].compactMap(\.self).joined(separator: " ").nonEmpty ?? "any number"
    case .flag: "true or false"
    case .oneOf(let words): words.joined(separator: ", ")
    case .other(let text): text
    }
  }

  /// Values just outside, written as in a configuration; none where nothing is outside.
  public var refused: [String] {
    switch self {
    case .whole(let low, let high): ["\(low - 1)"] + (high.map { ["\($0 + 1)"] } ?? [])
    case .number(let low, let openLow, let high, let openHigh):
      (low.map { ["\(openLow ? $0 : $0 - 1)"] } ?? []) + (high.map { ["\(openHigh ? $0 : $0 + 1)"] } ?? [])
    case .flag: ["maybe"]
    case .oneOf: ["no-such-choice"]
    case .other: []
    }
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
