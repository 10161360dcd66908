/// Blocks as a text for a terminal.
///
/// No line is wider than the layout, unless all columns were asked for. The last line says which
/// columns had no room.
public struct TerminalText {
  /// The text, ending with a line break.
  public private(set) var text = ""
  private var leftOut: [String] = []
  private let layout: Layout

  /// - Parameter pages: An empty line parts two of them.
  public init(_ pages: [[Block]], _ layout: Layout) {
    self.layout = layout
    text = pages.map { page in
      var lines: [String] = []
      for (place, block) in page.enumerated() { lines += self.lines(block, labelWidth: labelWidth(page, place)) }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
    guard !leftOut.isEmpty else { return }
    let names = leftOut.distinct.joined(separator: ", ")
    let note = "No room for \(names): --wide shows all columns, --columns those that it names."
    text += "\n" + note.wrapped(to: layout.width).joined(separator: "\n") + "\n"
  }

  private mutating func lines(_ block: Block, labelWidth: Int) -> [String] {
    switch block {
    case .heading(let text):
      return wrapped(text).map { layout.isStyled ? TerminalStyle.strong($0) : $0 }
    case .labelled(let label, let text): return wrapped("\(label): \(text)", indent: 2)
    case .line(let text), .note(let text): return wrapped(text, indent: text.hasPrefix("- ") ? 2 : 0)
    case .item(let text): return wrapped(text, indent: 2)
    case .field(let label, let text):
      let lines = Self.wrapped(text, to: layout.width - labelWidth - 2)
      return lines.enumerated().map {
        ($0 == 0 ? label.visible.shortened(to: labelWidth) : "").filled(labelWidth) + "  " + $1
      }
    case .gap: return [""]
    case .table(let table): return lines(table, isRuled: false)
    case .ruledTable(let table): return lines(table, isRuled: true)
    }
  }

  private mutating func lines(_ table: TextTable, isRuled: Bool) -> [String] {
    let terminal = TerminalTable(table, layout, isRuled: isRuled)
    leftOut += terminal.leftOut
    let captions = terminal.captions.joined(separator: ", ")
    return (captions.isEmpty ? [] : wrapped(captions)) + terminal.lines
  }

  private func wrapped(_ text: String, indent: Int = 0) -> [String] {
    Self.wrapped(text, to: layout.width, indent: indent)
  }

  /// Unbreakable spaces hold words together. Those at the beginning are the margin of all lines.
  private static func wrapped(_ text: String, to width: Int, indent: Int = 0) -> [String] {
    let text = text.visible
    let margin = min(width / 2, text.prefix { $0 == "\u{A0}" }.count)
    return text.dropFirst(margin).wrapped(to: width - margin, indent: indent).map {
      String(repeating: " ", count: margin) + $0.replacing("\u{A0}", with: " ")
    }
  }

  /// The width of the labels of the fields that stand together with that of a place.
  private func labelWidth(_ page: [Block], _ place: Int) -> Int {
    func label(_ block: Block) -> String? { if case .field(let label, _) = block { label } else { nil } }
    guard label(page[place]) != nil else { return 0 }
    let before = page[..<place].reversed().prefix { label($0) != nil }
    let after = page[place...].prefix { label($0) != nil }
    return min(layout.width / 3, (before.compactMap(label) + after.compactMap(label)).map(\.displayWidth).max() ?? 0)
  }
}
