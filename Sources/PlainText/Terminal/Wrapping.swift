extension StringProtocol {
  /// Lines of at most `width` columns, broken at spaces; a word that is wider is broken too, behind
  /// a mark where there is one.
  /// - Parameter indent: spaces before every line but the first.
  public func wrapped(to width: Int, indent: Int = 0) -> [String] {
    guard displayWidth > width else { return [String(self)] }
    let margin = String(repeating: " ", count: Swift.max(0, Swift.min(indent, width / 2)))
    var lines: [String] = []
    var line = ""
    func room() -> Int { lines.isEmpty ? width : width - margin.count }
    func end() {
      while line.last == " " { line.removeLast() }
      lines.append((lines.isEmpty ? "" : margin) + line)
      line = ""
    }
    // Words that several spaces part have empty words between them.
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      let isTooWide = word.displayWidth > width - margin.count
      if line.isEmpty {
        line = String(word)
      } else if line.displayWidth + 1 + word.displayWidth <= room() || isTooWide && room() - line.displayWidth > 8 {
        // A word that needs two lines anyway begins where there is room.
        line += " " + word
      } else {
        end()
        line = String(word)
      }
      while line.displayWidth > room() {
        let rest = line.removeAll(after: room())
        end()
        line = rest
      }
    }
    if !line.isEmpty || lines.isEmpty { end() }
    return lines
  }
}

extension String {
  /// Keeps what has room, up to the last mark in its second half; the rest.
  fileprivate mutating func removeAll(after width: Int) -> String {
    var (taken, end, mark) = (0, startIndex, startIndex)
    for place in indices {
      let next = taken + self[place].displayWidth
      if next > width, end > startIndex { break }
      (taken, end) = (next, index(after: place))
      if taken * 2 > width, "-_/,;:=.&|> \u{A0}".contains(self[place]) { mark = end }
    }
    if mark > startIndex { end = mark }
    defer { self = String(self[..<end]) }
    return String(self[end...])
  }
}
