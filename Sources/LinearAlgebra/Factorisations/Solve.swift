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

  /// The X of least norm that minimises ||A X - B||_F, for any shape and rank of A (`gelsy`: QR
  /// with column pivoting, made a complete orthogonal factorisation).
  ///
  /// A is m x n, B is m x p, X is n x p. The rank is that of the largest leading triangle whose
  /// condition, by incremental estimation, stays within the house rank tolerance. Cheaper than by
  /// SVD.
  /// - Throws: `LinearAlgebraError` where an input holds NaN.
  public func leastSquares(_ b: Matrix) throws -> Matrix {
    precondition(b.rows == rows, "least squares of \(rows) equations with \(b.rows) right sides")
    guard count > 0, b.columns > 0 else { return Matrix(columns, b.columns) }
    var work = self
    let height = max(rows, columns)
    var x = Matrix.stackedVertically([b, Matrix(height - rows, b.columns)])
    // Every column is free to be moved.
    var pivots = [Int32](repeating: 0, count: columns)
    var rank: Int32 = 0
    let info = work.withUnsafeMutableElements { a in
      x.withUnsafeMutableElements { x_ in
        Scalar.routines.gelsy(
          columnMajor, blasSize(rows), blasSize(columns), blasSize(b.columns), a.baseAddress, leadingDimension(rows),
          x_.baseAddress, leadingDimension(height), &pivots, rankTolerance(largest: 1, rows: rows, columns: columns),
          &rank)
      }
    }
    try LinearAlgebraError.check(info, Scalar.routines.letter + "gelsy") { _ in "it does not fail" }
    return x.rows(0..<columns)
  }
}
