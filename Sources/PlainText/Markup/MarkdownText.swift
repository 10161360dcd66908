/// Blocks as Markdown, as GitHub shows it.
///
/// A table has at most nine columns, which have room beside one another; the last line says which
/// were left out.
public struct MarkdownText {
  /// The text, ending with a line break.
  public private(set) var text = ""
  private var leftOut: [String] = []
  private let layout: Layout

  private static let mostColumns = 9
  /// The rest of a longer text is left out, unless columns were asked for.
  private static let widestCell = 64

  /// - Parameter pages: An empty line parts two of them.
  public init(_ pages: [[Block]], _ layout: Layout) {
    self.layout = layout
    text = pages.map { page in
      // Two empty lines say no more than one.
      let lines = page.flatMap { self.lines($0) }
        .reduce(into: [String]()) { if $1 != "" || $0.last != "" { $0.append($1) } }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
    guard !leftOut.isEmpty else { return }
    text += "\nLeft out: \(leftOut.distinct.joined(separator: ", ")). `--wide` shows all columns.\n"
  }

  private mutating func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let text): ["## \(Self.escaped(text))", ""]
    case .labelled(let label, let text): ["\(Self.escaped(label)): \(Self.escaped(text))", ""]
    case .field(let label, let text): ["- \(Self.escaped(label)): \(Self.escaped(text))"]
    case .line(let text): [Self.escaped(text)]
    case .item(let text): ["- \(Self.escaped(text))"]
    case .note(let text): ["", Self.escaped(text)]
    case .gap: [""]
    case .table(let table), .ruledTable(let table): lines(table)
    }
  }

  private mutating func lines(_ table: TextTable) -> [String] {
    let isFitting = layout.columns == .fitting
    var choice = ColumnChoice(table, layout.columns) { text in
      Self.escaped(isFitting ? text.shortened(to: Self.widestCell) : text)
    }
    func hasRoom(_ choice: ColumnChoice) -> Bool { !isFitting || choice.columns.count <= Self.mostColumns }
    leftOut += choice.leave(until: hasRoom)
    let captions = choice.captions.joined(separator: ", ")
    let parts = choice.parts(thatHaveRoom: hasRoom).map(Self.lines)
    return (captions.isEmpty ? [] : [captions, ""]) + parts.joined(separator: [""])
  }

  private static func lines(_ choice: ColumnChoice) -> [String] {
    let heads = choice.columns.map { escaped($0.column.head) }
    let rule = choice.columns.map { $0.column.kind == .number ? "---:" : "---" }
    let rows = (0..<choice.table.rowCount).map { row in choice.columns.map { $0.cells[row] } }
    return ([heads, rule] + rows).map(row)
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// The text on one line, with nothing in it that Markdown obeys.
  static func escaped(_ text: String) -> String {
    let text = Array(text.visible)
    return text.indices.map { place in
      switch text[place] {
      case "\\", "`", "*", "|", "~", "$": "\\\(text[place])"
      // Brackets alone are no link.
      case "]" where place + 1 < text.count && "([:".contains(text[place + 1]): "\\]"
      case "[" where place + 1 < text.count && text[place + 1] == "^": "\\["
      case "<": "&lt;"
      // An ampersand alone begins no character reference.
      case "&" where place + 1 < text.count && (text[place + 1].isLetter || text[place + 1] == "#"): "&amp;"
      // Inside a word an underscore is one.
      case "_" where !(isWord(text, place - 1) && isWord(text, place + 1)): "\\_"
      case "#" where place == 0, ">" where place == 0: "\\\(text[place])"
      default: "\(text[place])"
      }
    }.joined()
  }

  private static func isWord(_ text: [Character], _ place: Int) -> Bool {
    text.indices.contains(place) && (text[place].isLetter || text[place].isNumber)
  }
}
