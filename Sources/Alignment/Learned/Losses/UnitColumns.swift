import LinearAlgebra

/// Columns at unit length, and the gradient through that.
///
/// A column of length 0 has no direction: it stays 0 and passes no gradient.
struct UnitColumns<S: TrainingScalar> {
  let values: Matrix<S>
  private let lengths: [S]

  init(_ matrix: Matrix<S>) {
    var lengths = [S](repeating: 0, count: matrix.columns)
    var isOrdinary = true
    var values = Matrix<S>(matrix.rows, matrix.columns) { target in
      matrix.withUnsafeElements { z in
        isOrdinary =
          S.loops.unitColumns(target.baseAddress, &lengths, z.baseAddress, matrix.rows, matrix.columns) != 0
      }
    }
    if !isOrdinary {
      lengths = matrix.columnNorms
      // A length that is not a number stays in the column, so that divergence is seen.
      values = matrix.mapColumns { j, x in x / (lengths[j] == 0 ? 1 : lengths[j]) }
    }
    (self.values, self.lengths) = (values, lengths)
  }

  /// The gradient for the matrix from the gradient for its unit columns: (g - z (z·g)) / length.
  func gradient(of gradient: Matrix<S>) -> Matrix<S> {
    var gradient = gradient
    let (rows, columns) = (values.rows, values.columns)
    gradient.withUnsafeMutableElements { g in
      values.withUnsafeElements { z in
        S.loops.unitGradient(g.baseAddress, z.baseAddress, lengths, rows, columns)
      }
    }
    return gradient
  }
}

extension Matrix {
  /// Every element by its column and value.
  fileprivate func mapColumns(_ transform: (Int, Scalar) -> Scalar) -> Matrix {
    Matrix(rows, columns) { target in
      withUnsafeElements { x in
        for i in target.indices { target.initializeElement(at: i, to: transform(i / rows, x[i])) }
      }
    }
  }
}
