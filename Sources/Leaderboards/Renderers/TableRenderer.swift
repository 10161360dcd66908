/// Tables for the terminal.
enum TableRenderer: Renderer {
  static let name = "table"
  static let fileExtension: String? = nil

  static func text(of result: some Presentable) -> String {
    result.pages.map { $0.flatMap(lines).joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let text), .labelled(_, let text), .line(let text), .item(let text), .note(let text): [text]
    case .gap: [""]
    case .table(let table): table.terminal
    case .ruledTable(let table): ruled(table.terminal)
    }
  }

  private static func ruled(_ lines: [String]) -> [String] {
    let rule = String(repeating: "-", count: lines[0].count)
    return [rule, lines[0], rule] + lines.dropFirst()
  }
}
