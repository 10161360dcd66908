import Diagnostics

/// A value that is a number, or one word in its place: `components: 3`, `components: bic`.
public protocol NumberOrWord: Codable, Equatable, Sendable, CustomStringConvertible {
  /// The type of the number.
  associatedtype Number: Codable

  static var word: String { get }

  /// The number; nil where the word stands.
  var number: Number? { get }

  /// The value of a number; that of the word where there is none.
  init(_ number: Number?)
}

extension NumberOrWord {
  /// The number or the word, as a configuration writes it.
  public var description: String { number.map { "\($0)" } ?? Self.word }

  /// Reads a number or the word.
  /// - Throws: `InputError` for another word.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try? container.decode(Number.self)
    let text = try? container.decode(String.self)
    guard number != nil || text == Self.word else {
      throw InputError(
        decoder.codingPath.last?.stringValue ?? Self.word,
        found: text.map { "'\($0)'" } ?? "neither a number nor a text",
        expected: "'\(Self.word)' or a \(Number.self == Int.self ? "whole number" : "number")")
    }
    self.init(number)
  }

  /// Writes the number or the word.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let number { try container.encode(number) } else { try container.encode(Self.word) }
  }
}
