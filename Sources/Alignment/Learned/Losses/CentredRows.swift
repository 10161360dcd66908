import LinearAlgebra

/// Rows with their means taken away, and how much is left of each.
struct CentredRows<S: TrainingScalar> {
  var values: Matrix<S>
  /// The mean of each row.
  let means: [S]
  /// The sum of the squares of each row, less its mean.
  let squares: [S]

  init(_ matrix: Matrix<S>) {
    var (values, means) = (matrix, [S](repeating: 0, count: matrix.rows))
    var squares = means
    if matrix.columns > 0 {
      values.withUnsafeMutableElements { x in
        S.loops.centreRows(x.baseAddress, &means, &squares, matrix.rows, matrix.columns)
      }
    }
    (self.values, self.means, self.squares) = (values, means, squares)
  }

  /// Multiplies each row of the values.
  mutating func scaleRows(by factors: [S]) {
    let (rows, columns) = (values.rows, values.columns)
    values.withUnsafeMutableElements { x in
      S.loops.scale(x.baseAddress, UnsafePointer(x.baseAddress), factors, nil, rows, columns)
    }
  }
}

/// Passes over matrices of one size.
extension Matrix where Scalar: TrainingScalar {
  /// The sum over columns of the products with the elements of another matrix, for each row.
  func rowDots(_ other: Matrix) -> [Scalar] {
    var sums = [Scalar](repeating: 0, count: rows)
    withUnsafeElements { a in
      other.withUnsafeElements { b in Scalar.loops.rowDots(&sums, a.baseAddress, b.baseAddress, rows, columns) }
    }
    return sums
  }

  /// The sum of the products with the elements of another matrix, in double precision over parts.
  func dot(_ other: Matrix) -> Double {
    withUnsafeElements { a in other.withUnsafeElements { b in Scalar.loops.dot(a.baseAddress, b.baseAddress, count) } }
  }

  /// The sum of the squared differences from the elements of another matrix.
  func squaredDistance(_ other: Matrix) -> Double {
    withUnsafeElements { a in
      other.withUnsafeElements { b in Scalar.loops.distance(a.baseAddress, b.baseAddress, count) }
    }
  }

  /// Row i becomes factor_i times itself, plus a_i times that of `x`, b_i times that of `y`, and
  /// c_i.
  mutating func combineRows(
    _ factors: [Scalar], _ x: Matrix, _ a: [Scalar], _ y: Matrix, _ b: [Scalar], _ c: [Scalar]
  ) {
    let (rows, columns) = (rows, columns)
    withUnsafeMutableElements { target in
      x.withUnsafeElements { x in
        y.withUnsafeElements { y in
          Scalar.loops.combineRows(target.baseAddress, factors, x.baseAddress, a, y.baseAddress, b, c, rows, columns)
        }
      }
    }
  }
}
