import LinearAlgebra

/// Rows with their means taken away, and how much is left of each.
struct CentredRows<S: TrainingScalar> {
  let values: Matrix<S>
  /// The sum of the squares of each row.
  let squares: [S]

  init(_ matrix: Matrix<S>) {
    values = matrix.addingToColumns(matrix.rowMeans.map { -$0 })
    squares = Self.sums(values, values)
  }

  /// The sum over columns of a_ij b_ij for each row i.
  static func sums(_ a: Matrix<S>, _ b: Matrix<S>) -> [S] {
    let rows = a.rows
    var sums = [S](repeating: 0, count: rows)
    sums.withUnsafeMutableBufferPointer { sums in
      a.withUnsafeElements { a_ in
        b.withUnsafeElements { b_ in
          for j in 0..<a.columns { for i in 0..<rows { sums[i] += a_[j * rows + i] * b_[j * rows + i] } }
        }
      }
    }
    return sums
  }
}
