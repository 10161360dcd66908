/// A column of a table that people read: what stands above it, its cells, and what becomes of it
/// where there is no room.
public struct TableColumn: Sendable {
  /// How cells stand.
  public enum Kind: Sendable {
    /// To the left, over several lines where they must.
    case text
    /// To the right, on one line.
    case number
    /// The number of a group. A terminal draws a bracket around the rows of a group.
    case group
  }

  /// How long a column stays where not all have room.
  public enum Worth: Sendable, Comparable {
    /// It is shown where it is asked for by name.
    case onRequest
    /// It leaves before those of a larger number.
    case optional(Int)
    /// It never leaves: it tells rows apart.
    case needed
  }

  /// What it is chosen by.
  public let name: String
  /// What stands above it.
  public let head: String
  public let kind: Kind
  public let worth: Worth
  /// What is said above the table in place of a column whose cells are all the same; nil where such
  /// a column stays.
  let caption: (@Sendable (String) -> String)?
  /// The text of a row's cell.
  public let cell: @Sendable (Int) -> String

  /// - Parameters:
  ///   - name: What it is chosen by; its head where it is left out.
  ///   - caption: What is said above the table where all cells that are not empty hold one and the
  ///     same text, which it is given.
  public init(
    _ head: String, name: String? = nil, kind: Kind = .number, worth: Worth = .needed,
    caption: (@Sendable (String) -> String)? = nil, cell: @escaping @Sendable (Int) -> String
  ) {
    self.name = name ?? head
    (self.head, self.kind, self.worth, self.caption, self.cell) = (head, kind, worth, caption, cell)
  }
}
