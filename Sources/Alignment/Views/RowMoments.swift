import LinearAlgebra

/// Mean and standard deviation of each row.
///
/// A deviation within rounding (at most 8 eps times the largest magnitude of the row) is 0, so that
/// a constant feature is never divided by noise. Rows of extreme size are taken in units of a power
/// of two, so that squares neither overflow nor vanish.
struct RowMoments {
  let means: [Double]
  /// Population standard deviations (divided by n).
  let deviations: [Double]

  init(_ matrix: Matrix<Double>) {
    let means = matrix.rowMeans
    var squares = [Double](repeating: 0, count: matrix.rows)
    var largest = [Double](repeating: 0, count: matrix.rows)
    matrix.withUnsafeElements { x in
      for j in 0..<matrix.columns {
        for i in 0..<matrix.rows {
          let value = x[j * matrix.rows + i]
          squares[i] += (value - means[i]) * (value - means[i])
          largest[i] = max(largest[i], abs(value))
        }
      }
    }
    let units = largest.map { SafeUnit.factor(largest: $0) }
    for i in units.indices where units[i] != 1 {
      squares[i] = (0..<matrix.columns).reduce(0) { sum, j in
        let scaled = units[i] * matrix[i, j] - units[i] * means[i]
        return sum + scaled * scaled
      }
    }
    self.means = means
    deviations = zip(zip(squares, units), largest).map { square, magnitude in
      let (square, unit) = square
      let deviation = (square / Double(max(matrix.columns, 1))).squareRoot() / unit
      return deviation <= 8 * Double.ulpOfOne * magnitude ? 0 : deviation
    }
  }
}
