import Foundation

extension DelimitedText {
  /// The fields of a column, without quotes and blanks around them.
  /// - Throws: `InputError` with the line where a row has another number of fields than the first.
  public func texts(column: Int, rows: Range<Int>? = nil) throws -> [String] {
    var result: [String] = []
    var last: (bytes: [UInt8], text: String)?
    try forEachField(column: column, rows: rows) { field in
      if let last, last.bytes.elementsEqual(field) {
        result.append(last.text)
      } else {
        let text = Self.text(field)
        last = (Array(field), text)
        result.append(text)
      }
    }
    return result
  }

  /// Calls `body` with each field of a column as it is written.
  func forEachField(
    column: Int, rows: Range<Int>?, _ body: (_ field: UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try forEachLine(rows ?? 0..<index.rows) { line, number, _ in
      let found = Self.field(column, of: line, format.separator)
      guard found.count == index.columns, let field = found.field else { throw ragged(number, found.count) }
      try body(field)
    }
  }

  /// A field of a line, and how many fields there are.
  private static func field(
    _ column: Int, of line: UnsafeRawBufferPointer, _ separator: DelimitedFormat.Separator
  ) -> (field: UnsafeRawBufferPointer?, count: Int) {
    guard let byte = separator.byte, memchr(line.baseAddress!, 0x22, line.count) == nil else {
      var fields = FieldScanner(line, separator)
      var (found, count): (UnsafeRawBufferPointer?, Int) = (nil, 0)
      while let field = fields.next() {
        if count == column { found = field }
        count += 1
      }
      return (found, count)
    }
    // Without quotes every separator ends a field.
    var start = 0
    for place in 0...column {
      let end = memchr(line.baseAddress! + start, Int32(byte), line.count - start)
        .map { UnsafeRawPointer($0) - line.baseAddress! }
      if place == column {
        let field = UnsafeRawBufferPointer(rebasing: line[start..<(end ?? line.count)])
        let behind = end.map { UnsafeRawBufferPointer(rebasing: line[$0...]) }
        return (field, column + 1 + (behind.map { count(of: byte, in: $0) } ?? 0))
      }
      guard let end else { return (nil, place + 1) }
      start = end + 1
    }
    return (nil, 0)
  }

  /// How often a byte occurs, counted in eight lanes.
  private static func count(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int {
    let wanted = 0x0101_0101_0101_0101 &* UInt64(byte)
    let rest: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var (total, position) = (0, 0)
    while bytes.count - position >= 8 {
      // A lane counts to 255.
      let end = position + 8 * min(255, (bytes.count - position) / 8)
      var lanes: UInt64 = 0
      while position < end {
        let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ wanted
        lanes &+= ~((word & rest) &+ rest | word | rest) &>> 7
        position += 8
      }
      let pairs = lanes & 0x00FF_00FF_00FF_00FF &+ lanes &>> 8 & 0x00FF_00FF_00FF_00FF
      total += Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }
    return total + bytes[position...].reduce(0) { $0 + ($1 == byte ? 1 : 0) }
  }

  /// A field without the blanks around it, and without one pair of quotes.
  static func unquoted(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let inner = trimmed(field)
    guard inner.count >= 2, inner.first == 0x22, inner.last == 0x22 else { return inner }
    return UnsafeRawBufferPointer(rebasing: inner.dropFirst().dropLast())
  }
}
