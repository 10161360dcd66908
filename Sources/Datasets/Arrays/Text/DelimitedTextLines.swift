import Foundation

/// The lines of a text that are rows: neither empty nor comments.
struct LineScanner {
  private let bytes: UnsafeRawBufferPointer
  private let comment: [UInt8]
  private var position: Int
  /// The number, from 1, of the line that was handed out last.
  private(set) var line: Int
  /// Its first byte.
  private(set) var start = 0
  /// Bytes behind its last one.
  private(set) var room = 0

  init(_ bytes: UnsafeRawBufferPointer, from position: Int, line: Int, comment: String?) {
    self.bytes = bytes
    self.comment = Array((comment ?? "").utf8)
    let hasMark = position == 0 && bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    self.position = hasMark ? 3 : position
    self.line = line
  }

  /// The next row, without its line end; nil at the end of the text.
  mutating func next() -> UnsafeRawBufferPointer? {
    while position < bytes.count {
      start = position
      let base = bytes.baseAddress!
      let rest = bytes.count - start
      var end = bytes.count
      if let found = memchr(base + start, 0x0A, rest) { end = UnsafeRawPointer(found) - base }
      position = end + 1
      line += 1
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      room = bytes.count - end
      var first = start
      while first < end, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      let row = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      guard first < end else { continue }
      if !comment.isEmpty, row.dropFirst(first - start).starts(with: comment) { continue }
      return row
    }
    return nil
  }
}

extension DelimitedFormat.Separator {
  /// The byte between two fields; nil for white space.
  var byte: UInt8? {
    switch self {
    case .comma: 0x2C
    case .semicolon: 0x3B
    case .tab: 0x09
    case .whiteSpace: nil
    }
  }
}

extension DelimitedText {
  /// The fields of a line as they are written, quotes included.
  static func fields(
    _ line: UnsafeRawBufferPointer, _ separator: DelimitedFormat.Separator
  ) -> [UnsafeRawBufferPointer] {
    var result: [UnsafeRawBufferPointer] = []
    var fields = FieldScanner(line, separator)
    while let field = fields.next() { result.append(field) }
    return result
  }

  /// A field without the blanks around it and its quotes; two quotes in quotes are one.
  static func text(_ field: UnsafeRawBufferPointer) -> String {
    let inner = unquoted(field)
    let text = String(decoding: inner, as: UTF8.self)
    return inner.count == trimmed(field).count ? text : text.replacing("\"\"", with: "\"")
  }

  /// A field without the blanks around it.
  static func trimmed(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var first = 0
    var end = field.count
    while first < end, field[first] == 0x20 || field[first] == 0x09 { first += 1 }
    while end > first, field[end - 1] == 0x20 || field[end - 1] == 0x09 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: field[first..<end])
  }
}
