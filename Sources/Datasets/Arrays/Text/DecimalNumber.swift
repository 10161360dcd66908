import Foundation

/// Powers of ten that a double holds exactly.
let exactPowersOfTen: [Double] = (0...22).map { Double("1e\($0)")! }

/// The nearest double to a decimal number with `point` before its fraction; nil for anything that
/// is none. Too large a number is infinite.
///
/// With at most 2^53 for the digits and a power of ten up to 22 both are exact. So one rounding
/// gives the nearest double (Clinger, "How to read floating point numbers accurately", PLDI 1990).
/// Up to 19 digits go to `nearestDouble`, and what that leaves to `strtod`.
func decimal(_ field: UnsafeRawBufferPointer, point: UInt8 = 0x2E) -> Double? {
  let count = field.count
  guard count > 0, let base = field.baseAddress else { return nil }
  @inline(__always) func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: offset, as: UInt8.self) }
  var position = 0
  let isNegative = byte(0) == 0x2D
  if isNegative || byte(0) == 0x2B { position = 1 }
  var mantissa: UInt64 = 0
  var digits = 0
  var significant = 0
  var exponent = 0
  var isPastPoint = false
  while position < count {
    let character = byte(position)
    if character == point, !isPastPoint {
      isPastPoint = true
    } else if character >= 0x30, character <= 0x39 {
      digits += 1
      if significant < 19 {
        mantissa = mantissa &* 10 &+ UInt64(character - 0x30)
        if mantissa > 0 { significant += 1 }
        if isPastPoint { exponent -= 1 }
      } else {
        significant += 1
      }
    } else {
      break
    }
    position += 1
  }
  guard digits > 0 else { return nil }
  if position < count {
    guard byte(position) | 0x20 == 0x65 else { return nil }
    position += 1
    var isDown = false
    if position < count, byte(position) == 0x2D || byte(position) == 0x2B {
      isDown = byte(position) == 0x2D
      position += 1
    }
    guard position < count else { return nil }
    var written = 0
    while position < count {
      let character = byte(position)
      guard character >= 0x30, character <= 0x39 else { return nil }
      if written < 100_000 { written = written * 10 + Int(character - 0x30) }
      position += 1
    }
    exponent += isDown ? -written : written
  }
  if significant <= 19 {
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let magnitude = Double(mantissa)
      let value = exponent < 0 ? magnitude / exactPowersOfTen[-exponent] : magnitude * exactPowersOfTen[exponent]
      return isNegative ? -value : value
    }
    if let value = nearestDouble(mantissa, timesTenTo: exponent) { return isNegative ? -value : value }
  }
  return withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { buffer in
    buffer.copyMemory(from: field)
    buffer[count] = 0
    if point != 0x2E, let place = buffer.firstIndex(of: point) { buffer[place] = 0x2E }
    return strtod(buffer.baseAddress!.assumingMemoryBound(to: CChar.self), nil)
  }
}
