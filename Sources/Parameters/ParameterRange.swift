import Diagnostics

/// The values that a parameter may have: what is checked, printed, and tried by tests.
public indirect enum ParameterRange: Sendable, Equatable, CustomStringConvertible {
  /// Whole numbers, from a least one to a largest one where there is one.
  case whole(from: Int, through: Int? = nil)
  /// Finite numbers; `open` ends are not included. No limit where nil.
  case number(from: Double? = nil, openFrom: Bool = false, through: Double? = nil, openThrough: Bool = false)
  /// True or false.
  case flag
  /// One of some words.
  case oneOf([String])
  /// A list of values of a range, each larger than the one before; empty only where `orNone`.
  case rising(ParameterRange, orNone: Bool = false)
  /// A word, or else a number of a range: the values of a `NumberOrWord`.
  case word(String, or: ParameterRange)
  /// A list of `count` different names; the text says which.
  case names(count: Int, String)
  /// What the other cases cannot say, in words; the type's decoding or its `check` holds values to
  /// it.
  case other(String)

  /// A dimension that a method makes room for.
  public static let dimension = whole(from: 1, through: 100_000)

  /// A number of things, from 1.
  public static let count = count(from: 1)

  /// A number of things, from a least one. Each has a largest one: a number that nothing can hold
  /// is a slip of the hand, and is refused where it is written.
  public static func count(from least: Int) -> ParameterRange { whole(from: least, through: 1_000_000) }

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
    case .rising(.whole(let low, let high), _): "rising whole numbers from \(low)" + (high.map { " to \($0)" } ?? "")
    case .rising(let element, _): "rising numbers \(element)"
    case .word(let word, let range): "\(word), or \(range.expected)"
    case .names(_, let text), .other(let text): text
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
    case .rising(let element, let orNone): element.refused.map { "[\($0)]" } + (orNone ? [] : ["[]"])
    case .word(_, let range): range.refused + ["no-such-word"]
    case .names(let count, _): ["[\(Array(repeating: "a", count: count).joined(separator: ", "))]", "[]"]
    case .other: []
    }
  }

  /// Refuses a value outside. What has no value, of a parameter that may be left out, is inside.
  func check(_ value: some Sendable, named name: String) throws {
    guard !admits(value) else { return }
    throw InputError(name, found: "\(value)", expected: expected)
  }

  /// What is expected, in a sentence.
  private var expected: String {
    switch self {
    case .whole(let low, nil): "a whole number, \(low) or more"
    case .whole(let low, let high?): "a whole number from \(low) to \(high)"
    case .number(nil, _, nil, _): "a finite number"
    case .number: "a finite number \(self)"
    case .rising(_, orNone: false): "\(self), at least one"
    case .names(let count, _): "\(count) different names"
    default: description
    }
  }

  private func admits(_ value: Any) -> Bool {
    if case Optional<Any>.none = value { return true }
    switch self {
    case .whole(let low, let high):
      guard let number = (value as? any BinaryInteger).flatMap({ Int(exactly: $0) }) else { return high == nil }
      return number >= low && number <= high ?? .max
    case .number(let low, let openLow, let high, let openHigh):
      guard let number = (value as? any BinaryFloatingPoint).map({ Double($0) }), number.isFinite else { return false }
      let isAbove = low.map { openLow ? number > $0 : number >= $0 } ?? true
      return isAbove && (high.map { openHigh ? number < $0 : number <= $0 } ?? true)
    case .rising(let element, let orNone):
      if let numbers = value as? [Int] { return Self.rise(numbers) && hold(numbers, element, orNone) }
      if let numbers = value as? [Double] { return Self.rise(numbers) && hold(numbers, element, orNone) }
      return false
    case .word(_, let range):
      return (value as? any NumberOrWord)?.number.map(range.admits) ?? true
    case .names(let count, _):
      return (value as? [String]).map { $0.count == count && Set($0).count == count } ?? false
    // The type holds no other value.
    case .flag, .oneOf, .other: return true
    }
  }

  private func hold(_ values: [Any], _ element: ParameterRange, _ orNone: Bool) -> Bool {
    (orNone || !values.isEmpty) && values.allSatisfy(element.admits)
  }

  private static func rise<N: Comparable>(_ numbers: [N]) -> Bool { zip(numbers, numbers.dropFirst()).allSatisfy(<) }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
