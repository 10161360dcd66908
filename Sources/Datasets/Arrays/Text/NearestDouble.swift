/// The double nearest to `digits` times a power of ten; nil where this way does not tell, for large
/// powers above all.
///
/// The digits, shifted to the left end, are multiplied with the first 128 bits of the power of
/// five. The first 55 bits of the product decide (Lemire, "Number parsing at a gigabyte per
/// second", Software: Practice and Experience 51, 2021, algorithm 1). In the range of `PowerOfFive`
/// neither subnormal nor infinite numbers come up.
func nearestDouble(_ digits: UInt64, timesTenTo exponent: Int) -> Double? {
  guard digits > 0, PowerOfFive.exponents.contains(exponent) else { return digits == 0 ? 0 : nil }
  let power = PowerOfFive.all[exponent - PowerOfFive.exponents.lowerBound]
  let shift = digits.leadingZeroBitCount
  let shifted = digits << shift
  var (high, low) = shifted.multipliedFullWidth(by: power.high)
  // The bits that are cut off may reach the last bit that counts.
  if high & 0x1FF == 0x1FF {
    let (carry, isOver) = low.addingReportingOverflow(shifted.multipliedFullWidth(by: power.low).high)
    low = carry
    if isOver { high += 1 }
  }
  guard low != .max else { return nil }
  let isLong = high >> 63
  let cut = isLong + 9
  var mantissa = high >> cut
  // A product that lies exactly between two doubles goes to the even one.
  if low <= 1, (-4...23).contains(exponent), mantissa & 3 == 1, mantissa << cut == high { mantissa &= ~1 }
  mantissa = (mantissa + (mantissa & 1)) >> 1
  var binary = (217_706 * exponent) >> 16 + 63 + Int(isLong) - shift + 1023
  if mantissa == 1 << 53 {
    mantissa = 1 << 52
    binary += 1
  }
  return Double(bitPattern: UInt64(binary) << 52 | mantissa & (1 << 52 - 1))
}

/// The first 128 bits of a power of five, from its first bit that is 1.
struct PowerOfFive {
  var high: UInt64
  var low: UInt64

  /// Those that need no more than products and quotients of two words.
  static let exponents = -27...54

  static let all: [PowerOfFive] = exponents.map(PowerOfFive.init)

  private init(_ exponent: Int) {
    func power(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power * 5 } }
    if exponent >= 0 {
      // 5^27 is the last that fits into a word.
      (high, low) = power(min(exponent, 27)).multipliedFullWidth(by: power(max(0, exponent - 27)))
      let shift = high == 0 ? 64 + low.leadingZeroBitCount : high.leadingZeroBitCount
      if shift >= 64 {
        (high, low) = (low << (shift - 64), 0)
      } else if shift > 0 {
        (high, low) = (high << shift | low >> (64 - shift), low << shift)
      }
    } else {
      // 2^b / 5^n, rounded up, with b such that the quotient has 128 bits.
      let divisor = power(-exponent)
      let first = divisor.dividingFullWidth((1 << (63 - divisor.leadingZeroBitCount), 0))
      (high, low) = (first.quotient, divisor.dividingFullWidth((first.remainder, 0)).quotient + 1)
    }
  }
}
