import LinearAlgebra

/// Two latents divided by one power of two, so that no square of theirs overflows, or underflows
/// where it matters.
///
/// The division is exact (but for numbers some 300 orders of magnitude below the largest). A result
/// is carried back by multiplication with `scale`.
struct ScaledLatents {
  let z1: Matrix<Double>
  let z2: Matrix<Double>
  /// The power of two at or below the largest magnitude; 1 where every element is 0.
  let scale: Double

  /// The latents, or nil where an element is NaN or infinite.
  init?(_ z1: Matrix<Double>, _ z2: Matrix<Double>) {
    guard let largest = Self.largest(of: z1, z2) else { return nil }
    let scale = largest == 0 ? 1 : Double(sign: .plus, exponent: largest.exponent, significand: 1)
    self.scale = scale
    // The inverse of a power of two is exact, but for that of the very smallest, which overflows.
    let inverse = 1 / scale
    self.z1 = inverse.isFinite ? inverse * z1 : z1.map { $0 / scale }
    self.z2 = inverse.isFinite ? inverse * z2 : z2.map { $0 / scale }
  }

  private static func largest(of parts: Matrix<Double>...) -> Double? {
    var largest = 0.0
    for part in parts {
      guard let own = part.largestMagnitude else { return nil }
      largest = max(largest, own)
    }
    return largest
  }

  /// A generous bound of the error of a squared distance of d numbers, expanded into products or
  /// summed from differences, in units of the summed squared norms.
  static func productRounding(_ d: Int) -> Double { 8 * Double(d + 8) * Double.ulpOfOne }

  /// The summed squared distance of both latents from their own means, in scaled units.
  var spread: Double { z1.spread + z2.spread }

  /// Whether both latents are constant: what they spread around their means is at most what
  /// rounding leaves behind when a constant is centred.
  func isCollapsed(spread: Double) -> Bool { Self.isCollapsed(spread: spread, count: z1.count + z2.count) }

  /// The same of `count` numbers of both latents together.
  static func isCollapsed(spread: Double, count: Int) -> Bool {
    // After scaling the largest magnitude is in [1, 2).
    let rounding = 16 * Double.ulpOfOne
    return spread <= Double(count) * rounding * rounding
  }

  /// ||z1 - z2||^2 of every sample, in scaled units.
  var squaredDistances: [Double] {
    let k = z1.rows
    return z1.withUnsafeElements { a in
      z2.withUnsafeElements { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return [Double](repeating: 0, count: z1.columns) }
        return (0..<z1.columns).map { column in
          var sum = CompensatedLanes()
          for place in stride(from: 0, to: k, by: 8) {
            let first = column * k + place
            let difference = (a + first).eight(of: k - place) - (b + first).eight(of: k - place)
            sum += difference * difference
          }
          return sum.value
        }
      }
    }
  }
}

extension Matrix<Double> {
  /// The largest magnitude of an element, 0 where there is none; nil where one is NaN or infinite.
  fileprivate var largestMagnitude: Double? {
    withUnsafeElements { elements in
      guard let x = elements.baseAddress else { return 0 }
      var largest = SIMD8<Double>.zero
      // x - x is 0, but NaN where x is NaN or infinite, and stays so in a sum.
      var doubt = SIMD8<Double>.zero
      for place in stride(from: 0, to: count, by: 8) {
        let values = (x + place).eight(of: count - place)
        doubt += values - values
        let magnitudes = values.replacing(with: -values, where: values .< 0)
        largest.replace(with: magnitudes, where: magnitudes .> largest)
      }
      return doubt.sum().isNaN ? nil : largest.max()
    }
  }
}

extension Double? {
  /// The number; nil where it is NaN or infinite, as a square beyond the largest double is.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
