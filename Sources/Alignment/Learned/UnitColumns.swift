import LinearAlgebra

/// Columns at unit length, and the gradient through that.
///
/// A column of length 0 has no direction: it stays 0 and passes no gradient.
struct UnitColumns {
  let values: Matrix<Double>
  private let lengths: [Double]

  init(_ matrix: Matrix<Double>) {
    let lengths = matrix.columnNorms
    var values = matrix
    values.withUnsafeMutableElements { z in
      for j in lengths.indices {
        // A length that is not a number stays in the column, so that divergence is seen.
        let length = lengths[j] == 0 ? 1 : lengths[j]
        for i in (j * matrix.rows)..<((j + 1) * matrix.rows) { z[i] /= length }
      }
    }
    self.lengths = lengths
    self.values = values
  }

  /// The gradient for the matrix from the gradient for its unit columns: (g - z (z·g)) / length.
  func gradient(of gradient: Matrix<Double>) -> Matrix<Double> {
    let rows = values.rows
    return Matrix(rows, values.columns) { target in
      values.withUnsafeElements { z in
        gradient.withUnsafeElements { g in
          for j in 0..<values.columns {
            let first = j * rows
            var along = 0.0
            for i in 0..<rows { along += z[first + i] * g[first + i] }
            let factor = lengths[j] > 0 ? 1 / lengths[j] : 0
            for i in 0..<rows {
              target.initializeElement(at: first + i, to: factor * (g[first + i] - along * z[first + i]))
            }
          }
        }
      }
    }
  }
}
