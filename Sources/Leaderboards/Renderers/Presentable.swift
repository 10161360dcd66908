import PlainText

/// A result that every renderer can write: for people in pages of blocks, for programs in whole
/// tables and as JSON.
public protocol Presentable {
  associatedtype JSON: Encodable

  /// What people read. Their tables hold every column that may be asked for; a layout chooses. An
  /// empty line parts two pages.
  var pages: [[Block]] { get }

  /// All values, nothing shortened; one table a result.
  var tables: [TextTable] { get }

  /// All values as a program reads them.
  var json: JSON { get }
}

/// Several results of one kind: page after page, table after table, JSON in one array.
extension Array: Presentable where Element: Presentable {
  public var pages: [[Block]] { flatMap(\.pages) }
  public var tables: [TextTable] { flatMap(\.tables) }
  public var json: [Element.JSON] { map(\.json) }
}
