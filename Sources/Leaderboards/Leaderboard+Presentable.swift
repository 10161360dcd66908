import PlainText
import Records

extension Leaderboard: Presentable {
  /// A page a board.
  public var pages: [[Block]] {
    boards.map { board in
      let table = BoardTable(board)
      return [.heading(board.title.name), .labelled("Encoders", board.title.encoders)]
        + (BoardNotes.targetSeen(board).map { [.labelled("Target seen", $0)] } ?? [])
        + (table.constants.map { [.labelled("Parameters", $0)] } ?? [])
        + [.ruledTable(table.table)]
        + (TieMark.notes(board) + [SampleNote.note(board.rows)].compactMap(\.self)).map(Block.note)
        + [BoardNotes.repetitions(board), BoardNotes.imported(board)].compactMap { $0.map(Block.note) }
        + DecisionNotes.notes(board).map(Block.note)
    }
  }

  /// One table of all rows, best first, with all columns.
  public var tables: [TextTable] {
    [TextTable(columns: LeaderboardRow.columns.map { ($0.name, $0.value) }, of: rows)]
  }

  /// All rows, best first.
  public var json: [LeaderboardRow] { rows }
}

extension TextTable {
  /// A line for each of `rows`; a cell is empty where its value is null.
  init<Row>(columns: [(name: String, value: (Row) -> JSONValue)], of rows: [Row]) {
    let lines = rows.map { row in
      columns.map { column in
        let value = column.value(row)
        return value == .null ? "" : value.description
      }
    }
    self.init(heads: columns.map(\.name), lines: lines, textColumns: 0)
  }
}
