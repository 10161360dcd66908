import Diagnostics

/// The lines of a table in CSV (RFC 4180), with the line of the file that each begins on.
struct CommaSeparatedValues {
  private(set) var lines: [(number: Int, cells: [String])] = []

  /// Reads all of a text. A byte order mark and empty lines are passed over; blanks around a cell
  /// without quotes are no part of it.
  /// - Throws: `InputError` for a quote that stands within a cell or is not closed.
  init(_ text: String, place: String) throws {
    var cells: [String] = []
    var cell = ""
    var (line, first) = (1, 1)
    /// Within quotes, behind quotes, or without any.
    enum State { case plain, quoted, closed }
    var state = State.plain
    func fault(_ found: String) -> InputError {
      InputError("\(place):\(line)", found: found, expected: "cells in CSV: quotes around a whole cell, doubled within")
    }
    func endCell() {
      cells.append(state == .plain ? String(cell.trimmed) : cell)
      (cell, state) = ("", .plain)
    }
    func endLine() {
      endCell()
      if cells != [""] { lines.append((first, cells)) }
      cells = []
    }
    for character in text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...] {
      switch (state, character) {
      case (.quoted, "\""): state = .closed
      case (.quoted, _):
        if character.isNewline { line += 1 }
        cell.append(character)
      case (.closed, "\""):
        cell.append("\"")
        state = .quoted
      case (_, ","): endCell()
      case (_, _) where character.isNewline:
        endLine()
        line += 1
        first = line
      case (.plain, "\""):
        guard cell.trimmed.isEmpty else { throw fault("a quote within a cell") }
        (cell, state) = ("", .quoted)
      case (.closed, " "): break
      case (.closed, _): throw fault("text behind a closing quote")
      case (.plain, _): cell.append(character)
      }
    }
    guard state != .quoted else { throw fault("a quote that is not closed") }
    if !cell.isEmpty || !cells.isEmpty || state == .closed { endLine() }
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: SubSequence {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = firstIndex(where: { !blank($0) }), let last = lastIndex(where: { !blank($0) }) else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }
}
