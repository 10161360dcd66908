/// Reads numbers as most files write them: a sign, digits, a point, digits, an exponent.
///
/// Eight bytes are looked at together. What is read is what `decimal` reads, number for number;
/// where a field has anything else, or more than 19 digits, it is left to that.
struct PlainNumbers {
  private let point: UInt8
  /// The byte after a field; blanks and tabulators where it is nil.
  private let separator: UInt8?
  private let powers: UnsafePointer<Double>
  /// "0.0" and the separator, as four bytes in memory.
  private let zero: UInt32

  /// Bytes behind the end of a line that may be read.
  static let reach = 16

  /// - Parameter powers: powers of ten from 0 to 22, which live as long as this.
  init(point: UInt8, separator: UInt8?, powers: UnsafePointer<Double>) {
    self.point = point
    self.separator = separator
    self.powers = powers
    // A comma cannot be both; "000" is a plain zero, too.
    let second = point == separator ? 0x30 : point
    zero = UInt32(littleEndian: UInt32(separator ?? 0x20) << 24 | 0x30_0030 | UInt32(second) << 8)
  }

  /// The number that begins at `position` and ends before a separator or at `end`, where it leaves
  /// `position`; nil, with `position` as it was, where the field is not plain.
  ///
  /// The line ends with a byte that is no digit, and `reach` bytes behind it can be read.
  @inline(__always)
  func next(_ position: inout UnsafeRawPointer, end: UnsafeRawPointer) -> Double? {
    // Most cells of a pressure mat.
    if position.loadUnaligned(as: UInt32.self) == zero {
      position += 3
      return 0
    }
    let first = position.load(as: UInt8.self)
    let isSigned = first == 0x2D || first == 0x2B
    let start = isSigned ? position + 1 : position
    guard let magnitude = short(start, end, &position) ?? long(start, end, &position) else { return nil }
    return first == 0x2D ? -magnitude : magnitude
  }

  /// A number of at most seven bytes.
  @inline(__always)
  private func short(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer, _ position: inout UnsafeRawPointer) -> Double?
  {
    let word = Self.digits(start)
    let others = Self.others(word)
    guard others != 0 else { return nil }
    let whole = others.trailingZeroBitCount & ~7
    let mark = UInt8(truncatingIfNeeded: word &>> whole) ^ 0x30
    if isEnd(mark, start + whole >> 3, end) {
      guard whole > 0 else { return nil }
      position = start + whole >> 3
      return Double(Int64(bitPattern: Self.number(word, bits: whole)))
    }
    guard mark == point else { return nil }
    let later = others & (others &- 1)
    guard later != 0 else { return nil }
    let length = later.trailingZeroBitCount & ~7
    let digits = length - 8
    guard digits > 0, isEnd(UInt8(truncatingIfNeeded: word &>> length) ^ 0x30, start + length >> 3, end) else {
      return nil
    }
    // The point is taken out, so that the digits stand beside each other.
    let before = (1 as UInt64) &<< whole &- 1
    let together = word & before | word &>> 8 & ~before
    position = start + length >> 3
    return Double(Int64(bitPattern: Self.number(together, bits: digits))) / powers[(digits - whole) >> 3]
  }

  /// A number of any length, with an exponent perhaps.
  private func long(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer, _ position: inout UnsafeRawPointer) -> Double? {
    var place = start
    var mantissa: UInt64 = 0
    var exponent = 0
    var count = digits(at: &place, into: &mantissa)
    if byte(place) == point, !isEnd(point, place, end) {
      place += 1
      let fraction = digits(at: &place, into: &mantissa)
      exponent = -fraction
      count += fraction
    }
    guard count > 0, count <= 19 else { return nil }
    if byte(place) | 0x20 == 0x65 {
      place += 1
      let isDown = byte(place) == 0x2D
      if isDown || byte(place) == 0x2B { place += 1 }
      var written: UInt64 = 0
      let digits = digits(at: &place, into: &written)
      guard digits > 0, digits <= 4 else { return nil }
      exponent += isDown ? -Int(written) : Int(written)
    }
    guard isEnd(byte(place), place, end) else { return nil }
    position = place
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let magnitude = Double(mantissa)
      return exponent < 0 ? magnitude / powers[-exponent] : magnitude * powers[exponent]
    }
    return nearestDouble(mantissa, timesTenTo: exponent)
  }

  @inline(__always)
  private func isEnd(_ byte: UInt8, _ place: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
    if let separator { return byte == separator || place == end }
    return byte == 0x20 || byte == 0x09 || place == end
  }

  @inline(__always)
  private func byte(_ place: UnsafeRawPointer) -> UInt8 { place.load(as: UInt8.self) }

  /// Adds the digits from `place` on to a number, and passes over them; how many they are.
  @inline(__always)
  private func digits(at place: inout UnsafeRawPointer, into number: inout UInt64) -> Int {
    var total = 0
    while total <= 16 {
      let word = Self.digits(place)
      let others = Self.others(word)
      let bits = others == 0 ? 64 : others.trailingZeroBitCount & ~7
      guard bits > 0 else { break }
      number = number &* UInt64(powers[bits >> 3]) &+ Self.number(word, bits: bits)
      total += bits >> 3
      place += bits >> 3
      if bits < 64 { break }
    }
    return total
  }

  /// Eight bytes, each less the code of "0": those of digits are 0 to 9. The first is the lowest.
  @inline(__always)
  private static func digits(_ place: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: place.loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
  }

  /// The highest bit of each byte that is no digit.
  @inline(__always)
  private static func others(_ word: UInt64) -> UInt64 {
    ((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | word) & 0x8080_8080_8080_8080
  }

  /// The number that the digits in the first `bits` bits are, 8 to 64: pairs, fours, then all.
  @inline(__always)
  private static func number(_ word: UInt64, bits: Int) -> UInt64 {
    var word = word &<< (64 - bits)
    word = word &* 10 &+ word &>> 8
    let pairs: UInt64 = 0x0000_00FF_0000_00FF
    return ((word & pairs) &* 0x000F_4240_0000_0064 &+ (word &>> 16 & pairs) &* 0x0000_2710_0000_0001) &>> 32
  }
}
