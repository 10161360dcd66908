import Benchmarking
import Foundation

/// The forms that a leaderboard is written in.
public enum LeaderboardFormat: String, Sendable, CaseIterable {
  /// A table for the terminal.
  case table
  /// Comma-separated values, one line a row, all columns.
  case csv
  /// One array of rows, best first, all columns.
  case json
  /// Tables in Markdown.
  case markdown

  /// The ending of a file of this form.
  public var fileExtension: String { self == .markdown ? "md" : rawValue }
}

extension Leaderboard {
  /// The leaderboard in the given form, ending with a line break.
  public func rendered(as format: LeaderboardFormat) throws -> String {
    switch format {
    case .table: boards.map(terminalTable).joined(separator: "\n")
    case .csv: csv()
    case .json: String(decoding: try CanonicalJSON.prettyData(rows), as: UTF8.self)
    case .markdown: boards.map(markdownTable).joined(separator: "\n")
    }
  }

  private func terminalTable(_ board: Board) -> String {
    let lines = [RowCells.heads] + board.rows.map(RowCells(board).cells)
    let widths = RowCells.heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let body = lines.map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < RowCells.textColumns ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }
    let rule = String(repeating: "-", count: body[0].count)
    return ([board.title.name, board.title.encoders, rule, body[0], rule] + body.dropFirst()).joined(separator: "\n")
      + "\n"
  }

  private func markdownTable(_ board: Board) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let alignment = RowCells.heads.indices.map { $0 < RowCells.textColumns ? "---" : "---:" }
    let rows = board.rows.map(RowCells(board).cells).map(line)
    return
      (["## \(board.title.name)", "", "Encoders: \(board.title.encoders)", "", line(RowCells.heads), line(alignment)]
      + rows).joined(separator: "\n") + "\n"
  }

  private func csv() -> String {
    func quoted(_ text: String) -> String {
      guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    let lines = rows.map { row in
      LeaderboardRow.columns.map { column in
        let value = column.value(row)
        return value == .null ? "" : quoted(value.description)
      }.joined(separator: ",")
    }
    return ([LeaderboardRow.columns.map(\.name).joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }
}
