/// The bytes of an element of a MATLAB file of version 5, and the elements in it, each a tag and
/// its body.
struct MATBytes {
  let bytes: UnsafeRawBufferPointer
  let isBigEndian: Bool
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool = false) {
    self.bytes = bytes
    self.isBigEndian = isBigEndian
  }

  /// The four bytes from `offset` on as a number; nil beyond the end.
  func word(at offset: Int) -> UInt32? {
    guard offset >= 0, offset <= bytes.count - 4 else { return nil }
    let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
  }

  /// Whether no element follows; the last one may lack its padding.
  var isAtEnd: Bool { offset >= bytes.count }

  /// The next element, which begins on a multiple of eight bytes; nil where the bytes do not hold
  /// it.
  mutating func next() -> (type: UInt32, body: Range<Int>)? {
    guard let first = word(at: offset), let second = word(at: offset + 4) else { return nil }
    let start: Int
    // A body of up to four bytes may stand in the tag; the first word then holds the length and the
    // type.
    let isSmall = first >> 16 != 0
    let length = isSmall ? Int(first >> 16) : Int(second)
    start = isSmall ? offset + 4 : offset + 8
    guard isSmall ? length <= 4 : length <= bytes.count - start else { return nil }
    offset = isSmall ? offset + 8 : start + (length + 7) / 8 * 8
    return (isSmall ? first & 0xffff : first, start..<(start + length))
  }

  /// The body of an element, to be walked by itself.
  func part(_ body: Range<Int>) -> MATBytes {
    MATBytes(UnsafeRawBufferPointer(rebasing: bytes[body]), isBigEndian: isBigEndian)
  }

  func text(_ body: Range<Int>) -> String { String(decoding: bytes[body].prefix { $0 != 0 }, as: UTF8.self) }
}
