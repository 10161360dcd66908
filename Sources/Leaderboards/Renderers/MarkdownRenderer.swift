import PlainText

/// Tables in Markdown.
enum MarkdownRenderer: Renderer {
  static let name = "markdown"
  static let fileExtension: String? = "md"
  static let choosesColumns = true

  static func text(of result: some Presentable, in layout: Layout) -> String { MarkdownText(result.pages, layout).text }
}
