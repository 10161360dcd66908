/// A table in LaTeX, with the rules of the package booktabs.
///
/// The method and the score of the best row are bold, the scores of rows that do not differ from it
/// underlined. Rows for reference stand between rules.
public struct LaTeXTable {
  private let parts: [ColumnChoice]
  /// The names of the columns that had no room.
  let leftOut: [String]

  /// Columns of characters that a page has room for, two of them between columns.
  private static let width = 88
  /// A column of text is no wider. Longer ones go on in further lines.
  private static let widestText = 36

  /// As many columns as a page has room for; all that `columns` names otherwise.
  public init(_ table: TextTable, columns: Layout.Choice = .fitting) {
    var choice = ColumnChoice(table, columns) { $0.visible }
    func hasRoom(_ choice: ColumnChoice) -> Bool {
      columns != .fitting || choice.columns.reduce(0) { $0 + Self.width($1) + ColumnWidths.gap } <= Self.width
    }
    leftOut = choice.leave(until: hasRoom)
    parts = choice.parts(thatHaveRoom: hasRoom)
  }

  private static func width(_ column: ColumnChoice.Filled) -> Int {
    let natural = max(column.column.head.displayWidth, column.cellWidth)
    return column.column.kind == .text ? min(widestText, natural) : natural
  }

  /// What is the same in all rows, and what the marks mean.
  var captions: [String] {
    let roles = parts[0].table.roles
    let constants = parts[0].captions.map(LaTeXEscape.escaped).joined(separator: ", ")
    return [
      constants, roles.contains(.best) ? "Bold: best" : "",
      roles.contains(.tied) ? "Underlined: not distinguishable from the best" : "",
      roles.contains(.reference) ? "Between rules: for reference, without a rank" : "",
    ].filter { !$0.isEmpty }
  }

  /// `accuracy & ratio \\`; of the first part where there are several.
  public var heads: String { Self.heads(parts[0]) }

  /// The line of a row: `perfect k=64 & 0.902 \\`; of the first part where there are several.
  public func line(ofRow row: Int) -> String { Self.line(ofRow: row, parts[0]) }

  /// The environments `tabular`, one a part.
  var lines: [String] { parts.map(Self.lines).joined(separator: ["", "\\medskip", ""]).map(\.self) }

  private static func lines(_ choice: ColumnChoice) -> [String] {
    let alignments = choice.columns.map { column in
      if column.column.kind == .number { return "r" }
      return column.cellWidth > widestText ? "p{0.45\\linewidth}" : "l"
    }
    var lines = ["\\begin{tabular}{\(alignments.joined())}", "\\toprule", heads(choice), "\\midrule"]
    for row in 0..<choice.table.rowCount {
      func isReference(_ row: Int) -> Bool { choice.table.role(row) == .reference }
      if row > 0, isReference(row) != isReference(row - 1) { lines.append("\\midrule") }
      lines.append(line(ofRow: row, choice))
    }
    return lines + ["\\bottomrule", "\\end{tabular}"]
  }

  private static func heads(_ choice: ColumnChoice) -> String {
    choice.columns.map { LaTeXEscape.escaped($0.column.head) }.joined(separator: " & ") + " \\\\"
  }

  private static func line(ofRow row: Int, _ choice: ColumnChoice) -> String {
    let role = choice.table.role(row)
    return choice.columns.map { filled in
      let cell = LaTeXEscape.cell(filled.cells[row])
      let text = filled.column.kind == .text && filled.cellWidth > widestText ? "{\\raggedright \(cell)\\par}" : cell
      guard filled.column.worth == .needed, !cell.isEmpty else { return text }
      switch role {
      case .best: return filled.column.kind == .text ? "{\\bfseries \(text)}" : "\\textbf{\(text)}"
      // A line under many words is no help to the eye.
      case .tied where filled.column.kind == .number: return "\\underline{\(text)}"
      case .tied, .plain, .reference: return text
      }
    }.joined(separator: " & ") + " \\\\"
  }
}
