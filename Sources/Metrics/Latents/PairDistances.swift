import LinearAlgebra

/// Squared distances of columns of two matrices of one size, summed from differences.
struct PairDistances {
  /// Those of partners, which are columns of one number.
  private(set) var own: [Double] = []
  /// A bound of the error of distances that are expanded into products, in units of the summed
  /// squared norms.
  let rounding: Double
  private let first: Matrix<Double>
  private let second: Matrix<Double>

  init(_ first: Matrix<Double>, _ second: Matrix<Double>) {
    (self.first, self.second) = (first, second)
    rounding = ScaledLatents.productRounding(first.rows)
    own = (0..<first.columns).map { self($0, $0, givingUpAbove: .infinity) }
  }

  /// The squared distance of column i of the first from column j of the second; once the sum has
  /// passed `limit`, any number above it.
  ///
  /// Terms are not negative, so a partial sum never exceeds the whole, and giving up never changes
  /// a comparison.
  func callAsFunction(_ i: Int, _ j: Int, givingUpAbove limit: Double) -> Double {
    let k = first.rows
    return first.withUnsafeElements { a in
      second.withUnsafeElements { b in
        guard let x = a.baseAddress.map({ $0 + i * k }), let y = b.baseAddress.map({ $0 + j * k }) else { return 0 }
        var sums = SIMD8<Double>.zero
        var start = 0
        while start + 32 <= k {
          for place in stride(from: start, to: start + 32, by: 8) {
            let difference = (x + place).eight(of: 8) - (y + place).eight(of: 8)
            sums += difference * difference
          }
          start += 32
          if sums.sum() > limit { return sums.sum() }
        }
        while start < k {
          let difference = (x + start).eight(of: k - start) - (y + start).eight(of: k - start)
          sums += difference * difference
          start += 8
        }
        return sums.sum()
      }
    }
  }
}
