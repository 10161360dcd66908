/// S = V diag(w) V' of a symmetric matrix: all eigenpairs (`syevd`) or a range of them (`syevr`).
///
/// Only the upper triangle is read. Values ascend, as LAPACK gives them; signs follow the house
/// convention.
/// Cost: O(n³) for all; the reduction to tridiagonal form, 4n³/3, for a range.
public struct SymmetricEigendecomposition<Scalar: BLASScalar>: Sendable {
  /// Eigenvalues, ascending.
  public let values: [Scalar]
  /// Eigenvectors, one a column, in the order of the values.
  public let vectors: Matrix<Scalar>

  /// All eigenpairs of `matrix`.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>) throws {
    precondition(matrix.rows == matrix.columns, "eigenvectors of a \(matrix.rows) x \(matrix.columns) matrix")
    var work = matrix
    var values = [Scalar](repeating: 0, count: matrix.rows)
    if matrix.rows > 0 {
      let info = work.withUnsafeMutableElements {
        Scalar.routines.syevd(
          columnMajor, option("V"), option("U"), blasSize(matrix.rows), $0.baseAddress, leadingDimension(matrix.rows),
          &values)
      }
      try LinearAlgebraError.check(info, Scalar.routines.letter + "syevd") { "\($0) elements did not converge" }
    }
    self.values = values
    vectors = SignConvention.applied(toColumnsOf: work)
  }

  /// The eigenvalues of `matrix` alone, ascending, which costs less than with the vectors.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  public static func values(of matrix: Matrix<Scalar>) throws -> [Scalar] {
    precondition(matrix.rows == matrix.columns, "eigenvalues of a \(matrix.rows) x \(matrix.columns) matrix")
    var work = matrix
    var values = [Scalar](repeating: 0, count: matrix.rows)
    guard matrix.rows > 0 else { return values }
    let info = work.withUnsafeMutableElements {
      Scalar.routines.syevd(
        columnMajor, option("N"), option("U"), blasSize(matrix.rows), $0.baseAddress, leadingDimension(matrix.rows),
        &values)
    }
    try LinearAlgebraError.check(info, Scalar.routines.letter + "syevd") { "\($0) elements did not converge" }
    return values
  }

  /// The eigenpairs with the given places in ascending order: `0 ..< k` the smallest, `n - k ..< n`
  /// the largest.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>, range: Range<Int>) throws {
    let n = matrix.rows
    precondition(n == matrix.columns, "eigenvectors of a \(n) x \(matrix.columns) matrix")
    precondition(range.lowerBound >= 0 && range.upperBound <= n, "eigenpairs \(range) of \(n)")
    guard !range.isEmpty else {
      values = []
      vectors = Matrix(n, 0)
      return
    }
    var work = matrix
    var values = [Scalar](repeating: 0, count: n)
    var vectors = Matrix<Scalar>(n, range.count)
    var found: Int32 = 0
    var support = [Int32](repeating: 0, count: 2 * range.count)
    let info = work.withUnsafeMutableElements { a in
      vectors.withUnsafeMutableElements { z in
        Scalar.routines.syevr(
          columnMajor, option("V"), option("I"), option("U"), blasSize(n), a.baseAddress, leadingDimension(n), 0, 0,
          blasSize(range.lowerBound + 1), blasSize(range.upperBound), 0, &found, &values, z.baseAddress,
          leadingDimension(n), &support)
      }
    }
    try LinearAlgebraError.check(info, Scalar.routines.letter + "syevr") { _ in "an internal error of the iteration" }
    self.values = Array(values.prefix(range.count))
    self.vectors = SignConvention.applied(toColumnsOf: vectors)
  }
}
