import PlainText

/// Values between tabs with all columns, as a spreadsheet takes them from the clipboard.
enum TabsRenderer: Renderer {
  static let name = "tabs"
  static let fileExtension: String? = "tsv"

  static func text(of result: some Presentable, in _: Layout) -> String {
    result.tables.map { table in
      ([table.heads] + table.lines).map { cells in
        cells.map { $0.replacing(/\t|\R/, with: " ") }.joined(separator: "\t") + "\n"
      }.joined()
    }.joined(separator: "\n")
  }
}
