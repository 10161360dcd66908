/// A result that every renderer can write: for people in pages of blocks, for programs in whole
/// tables and as JSON.
public protocol Presentable {
  associatedtype JSON: Encodable

  /// What people read. An empty line parts two pages.
  var pages: [[Block]] { get }

  /// All values, nothing shortened; one table a result.
  var tables: [TextTable] { get }

  /// All values as a program reads them.
  var json: JSON { get }
}

/// A part of a page.
public enum Block: Sendable {
  case heading(String)
  /// A text that says what it is: "Encoders: ...".
  case labelled(String, String)
  /// A line of its own.
  case line(String)
  /// An item of a list.
  case item(String)
  /// What stands below a table about its marks.
  case note(String)
  case gap
  case table(TextTable)
  /// A table whose heads stand between rules, where the form has rules.
  case ruledTable(TextTable)
}

/// Several results of one kind: page after page, table after table, JSON in one array.
extension Array: Presentable where Element: Presentable {
  public var pages: [[Block]] { flatMap(\.pages) }
  public var tables: [TextTable] { flatMap(\.tables) }
  public var json: [Element.JSON] { map(\.json) }
}
