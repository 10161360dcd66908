/// X = Q R by Householder reflections (`geqrf`), with Q kept as reflections.
///
/// X is m x n; Q is m x m orthogonal, R is upper triangular. Cost: 2n²(m - n/3) operations for m >=
/// n.
public struct QRFactorisation<Scalar: BLASScalar>: Sendable {
  private let reflections: Matrix<Scalar>
  private let scales: [Scalar]

  /// Factorises `matrix`.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN.
  public init(_ matrix: Matrix<Scalar>) throws {
    var work = matrix
    var scales = [Scalar](repeating: 0, count: max(1, min(matrix.rows, matrix.columns)))
    if matrix.count > 0 {
      let info = work.withUnsafeMutableElements {
        Scalar.routines.geqrf(
          columnMajor, blasSize(matrix.rows), blasSize(matrix.columns), $0.baseAddress, leadingDimension(matrix.rows),
          &scales)
      }
      try LinearAlgebraError.check(info, Scalar.routines.letter + "geqrf") { _ in "it does not fail" }
    }
    reflections = work
    self.scales = scales
  }

  /// The upper triangle R, min(m, n) x n.
  public var r: Matrix<Scalar> {
    let height = min(reflections.rows, reflections.columns)
    var r = Matrix<Scalar>(height, reflections.columns)
    r.withUnsafeMutableElements { target in
      reflections.withUnsafeElements { source in
        for j in 0..<reflections.columns {
          for i in 0..<min(j + 1, height) { target[j * height + i] = source[j * reflections.rows + i] }
        }
      }
    }
    return r
  }

  /// Q · c, or Q' · c where `transposed`, without forming Q. `c` has m rows (`ormqr`).
  public func applyingQ(to c: Matrix<Scalar>, transposed: Bool = false) throws -> Matrix<Scalar> {
    precondition(c.rows == reflections.rows, "Q of size \(reflections.rows) on \(c.rows) rows")
    guard c.count > 0, reflections.count > 0 else { return c }
    var result = c
    let info = result.withUnsafeMutableElements { c_ in
      reflections.withUnsafeElements { q in
        Scalar.routines.ormqr(
          columnMajor, option("L"), option(transposed ? "T" : "N"), blasSize(c.rows), blasSize(c.columns),
          blasSize(min(reflections.rows, reflections.columns)), q.baseAddress, leadingDimension(reflections.rows),
          scales, c_.baseAddress, leadingDimension(c.rows))
      }
    }
    try LinearAlgebraError.check(info, Scalar.routines.letter + "ormqr") { _ in "it does not fail" }
    return result
  }

  /// The first `count` columns of Q; min(m, n) of them by default, an orthonormal basis that holds
  /// the range of X.
  public func q(columns count: Int? = nil) throws -> Matrix<Scalar> {
    let m = reflections.rows
    let count = count ?? min(m, reflections.columns)
    precondition(count <= m, "Q has \(m) columns, not \(count)")
    var unit = Matrix<Scalar>(m, count)
    for i in 0..<count { unit[i, i] = 1 }
    return try applyingQ(to: unit)
  }
}
