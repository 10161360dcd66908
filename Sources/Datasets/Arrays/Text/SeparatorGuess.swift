import Diagnostics

/// What separates the cells of a table of text, as its first rows show: what gives every row as many cells.
struct SeparatorGuess {
  /// The separator.
  let separator: DelimitedFormat.Separator

  /// Bytes that are looked at.
  private static let mostBytes = 1 << 20
  /// Lines that are looked at.
  private static let mostLines = 200

  /// - Throws: `InputError` where two separators would do.
  init(_ bytes: ArraySlice<UInt8>, place: String) throws {
    let sample = Self.firstLines(bytes)
    var rows: [DelimitedFormat.Separator: [[String]]] = [:]
    for candidate in DelimitedFormat.Separator.allCases {
      let cut = try? DelimitedRows.cut(sample, candidate.byte ?? UInt8(ascii: " "), place).rows
      guard let cut, let first = cut.first, first.count > 1, cut.allSatisfy({ $0.count == first.count }) else {
        continue
      }
      rows[candidate] = cut
    }
    let marks = DelimitedFormat.Separator.allCases.filter { $0 != .whiteSpace && rows[$0] != nil }
    let sound = marks.filter { mark in Self.isSound(rows[mark] ?? [], mark, others: marks) }
    switch (marks.count, sound.count) {
    case (0, _): separator = rows[.whiteSpace] == nil ? Self.mostFrequent(sample, place) : .whiteSpace
    case (1, _):
      // Decimal commas between blanks give as many cells to a row, too.
      let isSpaced = marks[0] == .comma && Self.isDecimalCommas(rows[.whiteSpace] ?? [])
      separator = isSpaced && !Self.isNumbers(rows[.comma] ?? []) ? .whiteSpace : marks[0]
    case (_, 1): separator = sound[0]
    default:
      throw InputError(
        "\(place): first rows",
        found: "as many cells in every row by \(marks.map(\.rawValue).joined(separator: " and by "))",
        expected: "one separator",
        advice: "Say which it is: 'text: {separator: \(marks[0].rawValue)}' in the manifest, --separator for 'inspect'."
      )
    }
  }

  /// Whether no cell holds another separator, but for commas that stand before a fraction.
  private static func isSound(
    _ rows: [[String]], _ separator: DelimitedFormat.Separator, others: [DelimitedFormat.Separator]
  ) -> Bool {
    let marks = others.filter { $0 != separator }.compactMap(\.byte).map { Character(Unicode.Scalar($0)) }
    return rows.joined().allSatisfy { cell in
      !cell.contains(where: marks.contains) || !cell.contains { $0 == ";" || $0 == "\t" } && isDecimalComma(cell)
    }
  }

  private static func isDecimalComma(_ cell: String) -> Bool { TableHead.number(cell, .comma) != nil }

  /// Whether all below the first row is numbers, some with a comma.
  private static func isDecimalCommas(_ rows: [[String]]) -> Bool {
    let cells = rows.dropFirst().joined()
    return cells.contains { $0.contains(",") } && cells.allSatisfy { isDecimalComma($0) || TableHead.isMissing($0) }
  }

  private static func isNumbers(_ rows: [[String]]) -> Bool {
    rows.dropFirst().joined().allSatisfy { TableHead.number($0, .point) != nil || TableHead.isMissing($0) }
  }

  /// The most frequent of tab, semicolon and comma in the first row, so that a row of another length is refused at its line.
  private static func mostFrequent(_ sample: ArraySlice<UInt8>, _ place: String) -> DelimitedFormat.Separator {
    let first = firstLines(sample, 1)
    let counts = [DelimitedFormat.Separator.tab, .semicolon, .comma].map { candidate in
      (candidate, ((try? DelimitedRows.cut(first, candidate.byte ?? 0, place).rows.first?.count) ?? nil) ?? 1)
    }
    if let best = counts.max(by: { $0.1 < $1.1 }), best.1 > 1 { return best.0 }
    let words = (try? DelimitedRows.cut(first, UInt8(ascii: " "), place).rows.first) ?? nil
    // One column of texts may have blanks in them.
    let isNumbers = words.map { $0.count > 1 && $0.allSatisfy { TableHead.number($0, .point) != nil } } ?? false
    return isNumbers ? .whiteSpace : .comma
  }

  /// The first lines that are not empty, whole.
  private static func firstLines(_ bytes: ArraySlice<UInt8>, _ most: Int = mostLines) -> ArraySlice<UInt8> {
    var (end, lines, isEmpty) = (bytes.startIndex, 0, true)
    for index in bytes.indices.prefix(mostBytes) {
      let isEnd = bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
      if !isEnd {
        isEmpty = false
      } else if !isEmpty {
        (end, isEmpty) = (index + 1, true)
        lines += 1
        if lines == most { return bytes[bytes.startIndex..<end] }
      }
    }
    return bytes.count > mostBytes && end > bytes.startIndex ? bytes[bytes.startIndex..<end] : bytes
  }
}
