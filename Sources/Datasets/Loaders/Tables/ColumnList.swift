import Diagnostics

/// Columns of a table in their order: `[x, y, 7]`, with ranges of numbers such as `2..193`.
///
/// A range is written `2..193`, alone or in a list, both ends included. It is kept as the numbers
/// that it stands for, so that both ways to write them are one description.
public struct ColumnList: Sendable, Codable, Equatable {
  /// The columns, ranges written out.
  public var names: [ColumnName]

  /// The most columns that a range may stand for.
  static let mostOfRange = 1 << 20

  /// Joins the columns.
  public init(_ names: [ColumnName]) { self.names = names }

  /// Reads a list, or one range.
  /// - Throws: `InputError` where a range falls, begins below 1, or is too long.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      guard let range = try Self.range(text) else {
        throw InputError(
          "columns", found: "'\(text)'", expected: "a list, or a range of numbers such as 2..193",
          advice: "Write `[\(text)]` for one column.")
      }
      names = range
      return
    }
    names = try [ColumnName](from: decoder).flatMap { name -> [ColumnName] in
      guard case .name(let text) = name else { return [name] }
      return try Self.range(text) ?? [name]
    }
  }

  /// Writes the list, ranges written out.
  public func encode(to encoder: any Encoder) throws { try names.encode(to: encoder) }

  /// The columns of a range; nil for a text that is none.
  private static func range(_ text: String) throws -> [ColumnName]? {
    guard let match = text.wholeMatch(of: /\s*(-?[0-9]+)\s*\.\.\s*(-?[0-9]+)\s*/) else { return nil }
    guard let first = Int(match.1), let last = Int(match.2), first >= 1, last >= first, last - first < mostOfRange
    else {
      throw InputError(
        "columns", found: "'\(text)'",
        expected: "a range of column numbers that rises, from 1, of at most \(mostOfRange) columns")
    }
    return (first...last).map(ColumnName.number)
  }
}

extension ColumnList: RandomAccessCollection {
  public var startIndex: Int { names.startIndex }
  public var endIndex: Int { names.endIndex }
  /// The column at a place of the list.
  public subscript(place: Int) -> ColumnName { names[place] }
}
