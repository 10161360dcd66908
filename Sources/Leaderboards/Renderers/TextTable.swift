/// Cells in columns, as text for the terminal or as Markdown.
public struct TextTable: Sendable {
  public let heads: [String]
  public let lines: [[String]]
  /// How many of the first columns hold text and are set to the left.
  public let textColumns: Int

  public init(heads: [String], lines: [[String]], textColumns: Int) {
    self.heads = heads
    self.lines = lines
    self.textColumns = textColumns
  }

  /// Lines of equal width: the heads, then the lines.
  var terminal: [String] {
    let table = [heads] + lines
    let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < textColumns ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }
  }

  /// A table with its rule.
  var markdown: [String] {
    let rule = heads.indices.map { $0 < textColumns ? "---" : "---:" }
    let (head, body) = (Self.row(heads), lines.map(Self.row))
    return [head, "| " + rule.joined(separator: " | ") + " |"] + body
  }

  /// A row of Markdown: a bar or a line break in a cell would end it.
  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|").replacing(/\R/, with: " ") }.joined(separator: " | ") + " |"
  }

  /// Comma-separated values, quoted where they must be (RFC 4180).
  var csv: [String] { ([heads] + lines).map { $0.map(Self.quoted).joined(separator: ",") } }

  static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
