/// Linear systems.
extension Matrix {
  /// The x with S x = b for a square, regular S (`gesv`, LU with partial pivoting).
  /// - Throws: `LinearAlgebraError` where S is singular.
  public func solving(_ b: Matrix) throws -> Matrix {
    precondition(rows == columns && b.rows == rows, "a system of \(rows) x \(columns) with \(b.rows) right sides")
    guard b.count > 0 else { return b }
    var work = self
    var x = b
    var pivots = [Int32](repeating: 0, count: rows)
    let info = work.withUnsafeMutableElements { a in
      x.withUnsafeMutableElements { x_ in
        Scalar.routines.gesv(
          columnMajor, blasSize(rows), blasSize(b.columns), a.baseAddress, leadingDimension(rows), &pivots,
          x_.baseAddress, leadingDimension(rows))
      }
    }
    try LinearAlgebraError.check(info, Scalar.routines.letter + "gesv") {
      "the matrix is singular: pivot \($0) is zero"
    }
    return x
  }

  /// The X of least norm that minimises ||A X - B||_F, for any shape and rank of A (`gelsd`, by SVD).
  ///
  /// A is m x n, B is m x p, X is n x p. Singular values at or below the house rank tolerance count as zero.
  /// - Throws: `LinearAlgebraError` where an input holds NaN or the iteration does not converge.
  public func leastSquares(_ b: Matrix) throws -> Matrix {
    precondition(b.rows == rows, "least squares of \(rows) equations with \(b.rows) right sides")
    guard count > 0, b.columns > 0 else { return Matrix(columns, b.columns) }
    var work = self
    let height = max(rows, columns)
    var x = Matrix.stackedVertically([b, Matrix(height - rows, b.columns)])
    var values = [Scalar](repeating: 0, count: min(rows, columns))
    var rank: Int32 = 0
    let info = work.withUnsafeMutableElements { a in
      x.withUnsafeMutableElements { x_ in
        Scalar.routines.gelsd(
          columnMajor, blasSize(rows), blasSize(columns), blasSize(b.columns), a.baseAddress, leadingDimension(rows),
          x_.baseAddress, leadingDimension(height), &values, rankTolerance(largest: 1, rows: rows, columns: columns),
          &rank)
      }
    }
    try LinearAlgebraError.check(info, Scalar.routines.letter + "gelsd") { "\($0) singular values did not converge" }
    return x.rows(0..<columns)
  }
}
