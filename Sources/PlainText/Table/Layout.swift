import Diagnostics

/// How much room a text has, which columns of its tables are wanted, and whether it may be styled.
public struct Layout: Sendable, Equatable {
  /// Which columns of a table are shown.
  public enum Choice: Sendable, Equatable {
    /// As many as have room, those of the most worth; what is the same in all rows is said once.
    case fitting
    /// All that people read, whatever room they take.
    case all
    /// Those of these names, in this order; what has no room on the right continues below.
    case named([String])
  }

  /// The width of a text that no terminal shows.
  public static let widthOfFiles = 120

  /// Columns of characters in a line.
  public var width: Int
  public var columns: Choice
  /// Whether escape sequences of a terminal may make rows bold or faint.
  public var isStyled: Bool

  public init(width: Int = Layout.widthOfFiles, columns: Choice = .fitting, isStyled: Bool = false) {
    // Narrower, and no word has room.
    (self.width, self.columns, self.isStyled) = (max(20, width), columns, isStyled)
  }

  /// Refuses names of columns that no table has, with the nearest there is.
  /// - Throws: `InputError`.
  public func check(_ tables: [TextTable]) throws {
    guard case .named(let names) = columns, !tables.isEmpty else { return }
    let known = tables.flatMap { $0.columns.map(\.name) }.distinct
    guard let unknown = names.first(where: { !known.contains($0) }) else { return }
    throw InputError(
      "--columns", found: "'\(unknown)'", expected: "names of columns", advice: suggestion(for: unknown, among: known))
  }
}
