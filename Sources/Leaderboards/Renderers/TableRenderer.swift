import PlainText

/// Tables for the terminal.
enum TableRenderer: Renderer {
  static let name = "table"
  static let fileExtension: String? = nil
  static let choosesColumns = true

  static func text(of result: some Presentable, in layout: Layout) -> String { TerminalText(result.pages, layout).text }
}
