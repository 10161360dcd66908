import LinearAlgebra

/// Columns at unit length, and the gradient through that.
///
/// A column of length 0 has no direction: it stays 0 and passes no gradient.
struct UnitColumns<S: TrainingScalar> {
  let values: Matrix<S>
  private let lengths: [S]

  init(_ matrix: Matrix<S>) {
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
  func gradient(of gradient: Matrix<S>) -> Matrix<S> {
    let rows = values.rows
    return Matrix(rows, values.columns) { target in
      values.withUnsafeElements { z in
        gradient.withUnsafeElements { g in
          for j in 0..<values.columns {
            let first = j * rows
            let along = rows == 0 ? 0 : Sums.dot(z.baseAddress! + first, g.baseAddress! + first, rows)
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
