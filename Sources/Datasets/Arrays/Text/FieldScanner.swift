import Foundation

/// Walks over the fields of a line.
struct FieldScanner {
  private let line: UnsafeRawBufferPointer
  private let separator: UInt8?
  private var position = 0
  private var isAtEnd = false

  init(_ line: UnsafeRawBufferPointer, _ separator: DelimitedFormat.Separator) {
    self.line = line
    self.separator = separator.byte
  }

  /// The next field as it is written; nil after the last.
  @inline(__always)
  mutating func next() -> UnsafeRawBufferPointer? {
    guard !isAtEnd else { return nil }
    let base = line.baseAddress!
    let count = line.count
    if let separator {
      let start = position
      var end = start
      var isQuoted = false
      while end < count {
        let byte = base.load(fromByteOffset: end, as: UInt8.self)
        if byte == 0x22 { isQuoted.toggle() }
        if byte == separator, !isQuoted { break }
        end += 1
      }
      isAtEnd = end >= count
      position = end + 1
      return UnsafeRawBufferPointer(start: base + start, count: end - start)
    }
    while position < count, isBlank(base, position) { position += 1 }
    guard position < count else { return nil }
    let start = position
    while position < count, !isBlank(base, position) { position += 1 }
    return UnsafeRawBufferPointer(start: base + start, count: position - start)
  }

  /// The next field where it is a plain number; nil, and the field is still the next one, where it
  /// is not, or where there is none.
  @inline(__always)
  mutating func next(_ plain: PlainNumbers) -> Double? {
    guard !isAtEnd else { return nil }
    let base = line.baseAddress!
    if separator == nil {
      while position < line.count, isBlank(base, position) { position += 1 }
    }
    var place = base + position
    guard let value = plain.next(&place, end: base + line.count) else { return nil }
    let end = place - base
    isAtEnd = end >= line.count
    position = end + 1
    return value
  }

  @inline(__always)
  private func isBlank(_ base: UnsafeRawPointer, _ offset: Int) -> Bool {
    let byte = base.load(fromByteOffset: offset, as: UInt8.self)
    return byte == 0x20 || byte == 0x09
  }
}
