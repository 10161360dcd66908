import LinearAlgebra

/// Two latents divided by one power of two, so that no square of theirs overflows, or underflows where it matters.
///
/// The division is exact (but for numbers some 300 orders of magnitude below the largest). A result is carried back by
/// multiplication with `scale`.
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
    self.z1 = z1.map { $0 / scale }
    self.z2 = z2.map { $0 / scale }
  }

  private static func largest(of parts: Matrix<Double>...) -> Double? {
    var largest = 0.0
    for part in parts {
      let finite = part.withUnsafeElements { elements in
        elements.allSatisfy { element in
          largest = max(largest, abs(element))
          return element.isFinite
        }
      }
      if !finite { return nil }
    }
    return largest
  }

  /// Whether both latents are constant: what they spread around their means is at most what rounding leaves behind when
  /// a constant is centred.
  var isCollapsed: Bool {
    // After scaling the largest magnitude is in [1, 2).
    let rounding = 16 * Double.ulpOfOne
    return z1.spread + z2.spread <= Double(z1.count + z2.count) * rounding * rounding
  }

  /// ||z1 - z2||^2 of every sample, in scaled units.
  var squaredDistances: [Double] {
    let k = z1.rows
    return z1.withUnsafeElements { a in
      z2.withUnsafeElements { b in
        (0..<z1.columns).map { column in
          var sum = CompensatedSum()
          for place in (column * k)..<((column + 1) * k) {
            let difference = a[place] - b[place]
            sum += difference * difference
          }
          return sum.value
        }
      }
    }
  }
}

extension Double? {
  /// The number; nil where it is NaN or infinite, as a square beyond the largest double is.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}

extension [Double] {
  /// The compensated sum of the elements.
  var compensatedSum: Double {
    var sum = CompensatedSum()
    for element in self { sum += element }
    return sum.value
  }
}
