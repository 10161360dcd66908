/// A table as lines of a terminal, none of them wider than the layout.
struct TerminalTable {
  /// The lines, without a break.
  private(set) var lines: [String] = []
  /// What is the same in all rows.
  let captions: [String]
  /// The names of the columns that had no room.
  private(set) var leftOut: [String] = []

  private let layout: Layout
  private let isRuled: Bool

  init(_ table: TextTable, _ layout: Layout, isRuled: Bool) {
    (self.layout, self.isRuled) = (layout, isRuled)
    var choice = ColumnChoice(table, layout.columns) { $0.visible }
    choice.bracketGroups()
    captions = choice.captions
    add(choice)
  }

  /// All columns side by side, or as many as have room, or all in several tables.
  private mutating func add(_ choice: ColumnChoice) {
    guard layout.columns != .all else { return add(choice, ColumnWidths(choice.columns).natural) }
    let width = layout.width
    var choice = choice
    leftOut = choice.leave { ColumnWidths($0.columns).fitting(width) != nil }
    if let widths = ColumnWidths(choice.columns).fitting(width) ?? ColumnWidths(choice.columns).squeezed(width) {
      return add(choice, widths)
    }
    for part in choice.parts(thatHaveRoom: { ColumnWidths($0.columns).fitting(width) != nil }) {
      if !lines.isEmpty { lines.append("") }
      let widths = ColumnWidths(part.columns)
      add(part, widths.fitting(width) ?? widths.forced(width))
    }
  }

  private mutating func add(_ choice: ColumnChoice, _ widths: [Int]) {
    guard !choice.columns.isEmpty else { return }
    let heads = row(choice.columns.map(\.column), choice.columns.map(\.column.head), widths, isHead: true)
    let rule = [String(repeating: "-", count: ColumnWidths.line(widths))]
    lines += isRuled ? rule + heads + rule : heads
    for place in 0..<choice.table.rowCount {
      let own = row(choice.columns.map(\.column), choice.columns.map { $0.cells[place] }, widths, isHead: false)
      lines += own.map { styled($0, choice.table.role(place)) }
    }
  }

  /// The lines of a row: heads stand at the bottom, all else at the top.
  private func row(_ columns: [TableColumn], _ texts: [String], _ widths: [Int], isHead: Bool) -> [String] {
    var cells = zip(zip(columns, texts), widths).map { cell, width in
      // Figures are cut where nothing else helps; a text goes on in the next line.
      isHead || cell.0.kind == .text
        ? cell.1.wrapped(to: width, indent: isHead || width < 12 ? 0 : 2) : [cell.1.shortened(to: width)]
    }
    let count = cells.map(\.count).max() ?? 1
    for place in cells.indices {
      var more = [String](repeating: "", count: count - cells[place].count)
      if columns[place].kind == .group, !isHead { more = more.map { _ in Self.continuing(texts[place]) } }
      cells[place] = isHead ? more + cells[place] : cells[place] + more
    }
    return (0..<count).map { line in
      let texts = columns.indices.map { place in
        let text = cells[place][line]
        return columns[place].kind == .number ? text.filledFromLeft(widths[place]) : text.filled(widths[place])
      }
      return texts.joined(separator: String(repeating: " ", count: ColumnWidths.gap)).withoutEnd
    }
  }

  /// The bracket beside the further lines of a row.
  private static func continuing(_ group: String) -> String {
    guard let bracket = group.last, bracket == "┌" || bracket == "│" else { return "" }
    return String(repeating: " ", count: group.displayWidth - 1) + "│"
  }

  private func styled(_ line: String, _ role: TextTable.Role) -> String {
    guard layout.isStyled else { return line }
    return switch role {
    case .best: TerminalStyle.strong(line)
    case .reference: TerminalStyle.faint(line)
    case .plain, .tied: line
    }
  }
}

extension String {
  /// Without the spaces at its end.
  fileprivate var withoutEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}

/// Escape sequences of terminals. None of them is a colour, so they suit every background.
enum TerminalStyle {
  static func strong(_ text: String) -> String { "\u{1B}[1m\(text)\u{1B}[0m" }
  static func faint(_ text: String) -> String { "\u{1B}[2m\(text)\u{1B}[0m" }
}
