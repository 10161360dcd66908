/// Units where squares of numbers, and products of squares, neither overflow nor vanish.
///
/// They are powers of two: nothing is rounded. For numbers of ordinary size the unit is 1: nothing
/// changes.
public enum SafeUnit {
  /// Magnitudes whose fourth powers, thousands of them summed, are ordinary numbers.
  static let ordinary = 0x1p-200...0x1p200

  /// The factor for numbers whose largest magnitude is `largest`: 1 where that is ordinary, 0 or
  /// not finite.
  public static func factor(largest: Double) -> Double {
    guard largest > 0, largest.isFinite, !ordinary.contains(largest) else { return 1 }
    // 2 to the power of 1023 is the largest there is.
    return Double(sign: .plus, exponent: min(-Int(largest.exponent), 1023), significand: 1)
  }
}

extension Matrix where Scalar == Double {
  /// The largest magnitude of a number; those that are not numbers are passed over.
  public var largestMagnitude: Double {
    withUnsafeElements { x in
      var parts = SIMD4<Double>.zero
      let whole = x.count / 4 * 4
      for place in stride(from: 0, to: whole, by: 4) {
        let values = SIMD4(x[place].magnitude, x[place + 1].magnitude, x[place + 2].magnitude, x[place + 3].magnitude)
        parts.replace(with: values, where: values .> parts)
      }
      return x[whole...].reduce(parts.max()) { $1.magnitude > $0 ? $1.magnitude : $0 }
    }
  }
}
