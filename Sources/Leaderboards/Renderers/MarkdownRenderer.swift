/// Tables in Markdown.
enum MarkdownRenderer: Renderer {
  static let name = "markdown"
  static let fileExtension: String? = "md"

  static func text(of result: some Presentable) -> String {
    result.pages.map { page in
      // Two empty lines say no more than one.
      let lines = page.flatMap(lines).reduce(into: [String]()) { if $1 != "" || $0.last != "" { $0.append($1) } }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private static func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let text): ["## \(text)", ""]
    case .labelled(let label, let text): ["\(label): \(text)", ""]
    case .line(let text): [text]
    case .item(let text): ["- \(text)"]
    case .note(let text): ["", text]
    case .gap: [""]
    case .table(let table), .ruledTable(let table): table.markdown
    }
  }
}
