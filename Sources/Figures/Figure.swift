import PlainText

/// One figure: its numbers, and the script that draws them.
struct Figure: Sendable {
  /// The stem of its files.
  let name: String
  /// The numbers, each table a CSV file: `<name>.csv`, or `<name>-<part>.csv`.
  let tables: [FigureTable]
  /// What gnuplot is told.
  let script: GnuplotScript

  /// The files of the numbers, by name.
  var dataFiles: [(name: String, text: String)] {
    tables.map { ($0.file(of: name), $0.csv) }
  }
}

/// Numbers of a figure, with names and whatever else tells their rows apart.
struct FigureTable: Sendable {
  /// A column of a table over some values.
  typealias Column<Value> = (name: String, text: (Value) -> String)

  /// What tells the table from others of the figure; empty for the first.
  let part: String
  let table: TextTable

  /// A line a value. The columns of numbers must come before those of text: gnuplot reads no
  /// quoted commas.
  init<Value>(part: String = "", _ values: [Value], columns: [Column<Value>]) {
    self.part = part
    let lines = values.map { value in columns.map { PlottedText.line($0.text(value)) } }
    table = TextTable(heads: columns.map(\.name), lines: lines, textColumns: 0)
  }

  func file(of figure: String) -> String { part.isEmpty ? "\(figure).csv" : "\(figure)-\(part).csv" }

  /// RFC 4180, with a line break at the end.
  var csv: String { table.csv.map { $0 + "\n" }.joined() }

  /// A number to its last digit; empty for nil.
  static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
  /// A whole number; empty for nil.
  static func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }
}
