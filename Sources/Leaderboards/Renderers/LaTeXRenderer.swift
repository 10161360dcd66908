import PlainText

/// Tables for a paper. None is written into a results folder: what a paper shows is chosen.
public enum LaTeXRenderer: Renderer {
  public static let name = "latex"
  public static let fileExtension: String? = nil
  public static let choosesColumns = true

  public static func text(of result: some Presentable, in layout: Layout) -> String {
    LaTeXText(result.pages, layout).text
  }

  /// The lines of a board's table, best first: `perfect k=64 & 0.902 \\`.
  ///
  /// They have the columns that the board's whole table has, and the marks of its best rows.
  /// - Returns: the line of the heads, and one for each of the board's rows.
  public static func lines(of board: Board) -> (heads: String, rows: [String]) {
    let table = LaTeXTable(BoardTable(board).table)
    return (table.heads, board.rows.indices.map { table.line(ofRow: $0) })
  }
}
