/// Cells in columns, for people and for programs.
///
/// A cell is made when it is read, so a column that nobody asks for costs nothing.
public struct TextTable: Sendable {
  /// What a row is to its reader.
  public enum Role: Sendable {
    case plain
    /// The best of all rows that may be compared.
    case best
    /// It does not differ from the best.
    case tied
    /// It is there to be compared with, as a floor or a ceiling.
    case reference
  }

  /// What becomes of columns that have no room.
  public enum Overflow: Sendable {
    /// Those of the least worth are left out, and a last line says which.
    case leavesOut
    /// They stand in a further table below, which begins with the needed columns again.
    case continues
  }

  public let columns: [TableColumn]
  public let rowCount: Int
  /// The role of each row; empty where all are plain.
  public var roles: [Role] = []
  public var overflow = Overflow.leavesOut

  public init(columns: [TableColumn], rowCount: Int) { (self.columns, self.rowCount) = (columns, rowCount) }

  /// A table without columns to choose from.
  /// - Parameter textColumns: how many of the first columns hold text and are set to the left.
  public init(heads: [String], lines: [[String]], textColumns: Int) {
    columns = heads.enumerated().map { place, head in
      TableColumn(head, kind: place < textColumns ? .text : .number) { lines[$0][place] }
    }
    rowCount = lines.count
  }

  public var heads: [String] { columns.map(\.head) }

  /// The cells of each row.
  public var lines: [[String]] { (0..<rowCount).map { row in columns.map { $0.cell(row) } } }

  /// The role of a row.
  func role(_ row: Int) -> Role { row < roles.count ? roles[row] : .plain }

  /// Comma-separated values, quoted where they must be (RFC 4180).
  public var csv: [String] { ([heads] + lines).map { $0.map(Self.quoted).joined(separator: ",") } }

  static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
