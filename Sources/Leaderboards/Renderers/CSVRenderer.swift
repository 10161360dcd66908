import PlainText

/// Comma-separated values with all columns; an empty line parts two tables.
enum CSVRenderer: Renderer {
  static let name = "csv"
  static let fileExtension: String? = "csv"

  static func text(of result: some Presentable, in _: Layout) -> String {
    result.tables.map { $0.csv.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}
