import Diagnostics

/// A column of a table: its name, or its number from 1.
public enum ColumnName: Sendable, Codable, Equatable, CustomStringConvertible {
  /// By the name in the header.
  case name(String)
  /// By the number, from 1.
  case number(Int)

  /// Reads a number or a name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      guard number > 0 else {
        throw InputError("column", found: "\(number)", expected: "a name, or a number from 1")
      }
      self = .number(number)
    } else {
      self = .name(try container.decode(String.self))
    }
  }

  /// Writes the number or the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .name(let name): try container.encode(name)
    case .number(let number): try container.encode(number)
    }
  }

  /// The name or the number.
  public var description: String {
    switch self {
    case .name(let name): name
    case .number(let number): "\(number)"
    }
  }
}
