/// How wide the columns of a table are made in a given width.
struct ColumnWidths {
  /// Blank columns between two columns.
  static let gap = 2

  private let columns: [ColumnChoice.Filled]
  /// As wide as the widest cell, and the head on one line.
  let natural: [Int]

  init(_ columns: [ColumnChoice.Filled]) {
    self.columns = columns
    natural = columns.map { max($0.column.head.displayWidth, $0.cellWidth) }
  }

  /// The width of a line.
  static func line(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * max(0, widths.count - 1) }

  /// The least that is good to read: heads on several lines, texts of at most two fifths of the
  /// width.
  private func compact(_ width: Int) -> [Int] {
    columns.map { column in
      let head = min(14, column.column.head.pieces.map(\.displayWidth).max() ?? 0)
      let cells = column.column.kind == .text ? min(column.cellWidth, max(12, width * 2 / 5)) : column.cellWidth
      return max(1, head, cells)
    }
  }

  /// Widths that have room in `width`; nil where the columns are too many to be good to read.
  func fitting(_ width: Int) -> [Int]? {
    guard Self.line(natural) > width else { return natural }
    var widths = compact(width)
    var left = width - Self.line(widths)
    guard left >= 0 else { return nil }
    // Texts get back first what they gave.
    for isText in [true, false] {
      for place in columns.indices where (columns[place].column.kind == .text) == isText {
        let more = min(left, max(0, natural[place] - widths[place]))
        widths[place] += more
        left -= more
      }
    }
    return widths
  }

  /// Widths of columns of which none may leave, with narrower texts; nil where they would be too
  /// narrow to be good to read.
  func squeezed(_ width: Int) -> [Int]? {
    var widths = compact(width)
    while Self.line(widths) > width {
      let texts = widths.indices.filter { columns[$0].column.kind == .text && widths[$0] > 16 }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  /// Widths of columns that must stay, made as narrow as they have to be: texts first, and at last
  /// all.
  func forced(_ width: Int) -> [Int] {
    var widths = compact(width)
    for (isText, least) in [(true, 8), (false, 3), (true, 1), (false, 1)] {
      while Self.line(widths) > width {
        let own = widths.indices.filter { (columns[$0].column.kind == .text) == isText && widths[$0] > least }
        guard let widest = own.max(by: { widths[$0] < widths[$1] }) else { break }
        widths[widest] -= 1
      }
    }
    return widths
  }
}

extension ColumnChoice.Filled {
  var cellWidth: Int { cells.map(\.displayWidth).max() ?? 0 }
}

extension String {
  /// What a head may be broken into: words, and the parts of words that hyphens join.
  fileprivate var pieces: [Substring] {
    split(separator: " ").flatMap { word -> [Substring] in
      var (pieces, rest) = ([Substring](), word)
      while let hyphen = rest.firstIndex(of: "-") {
        pieces.append(rest[...hyphen])
        rest = rest[rest.index(after: hyphen)...]
      }
      return pieces + [rest]
    }
  }
}
