import Files
import PlainText
import Records
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
    case .json: try CanonicalJSON.prettyText(rows)
    case .markdown: boards.map(markdownTable).joined(separator: "\n")
    }
  }

  private func table(_ board: Board) -> TextTable {
    TextTable(heads: RowCells.heads, lines: board.rows.map(RowCells(board).cells), textColumns: RowCells.textColumns)
  }

  private func terminalTable(_ board: Board) -> String {
    let body = table(board).terminal
    let rule = String(repeating: "-", count: body[0].count)
    return ([board.title.name, board.title.encoders, rule, body[0], rule] + body.dropFirst() + TieMark.notes(board))
      .joined(separator: "\n") + "\n"
  }

  private func markdownTable(_ board: Board) -> String {
    (["## \(board.title.name)", "", "Encoders: \(board.title.encoders)", ""] + table(board).markdown
      + TieMark.notes(board).flatMap { ["", $0] })
      .joined(separator: "\n") + "\n"
  }

  private func csv() -> String {
    let lines = rows.map { row in
      LeaderboardRow.columns.map { column in
        let value = column.value(row)
        return value == .null ? "" : value.description
      }
    }
    return TextTable(heads: LeaderboardRow.columns.map(\.name), lines: lines, textColumns: 0).csv
      .joined(separator: "\n") + "\n"
  }
}
