/// X = U diag(s) V', the thin singular value decomposition (`gesdd`, divide and conquer).
///
/// X is m x n, r = min(m, n): U is m x r, s has r values in descending order, V is n x r. The signs follow the house
/// convention: in each column of U the element of largest magnitude is positive. Cost: O(mn min(m, n)).
public struct SingularValueDecomposition<Scalar: BLASScalar>: Sendable {
  /// Left singular vectors, m x r.
  public let u: Matrix<Scalar>
  /// Singular values, descending.
  public let values: [Scalar]
  /// Right singular vectors, n x r.
  public let v: Matrix<Scalar>

  /// Decomposes `matrix`.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>) throws {
    let (m, n) = (matrix.rows, matrix.columns)
    let r = min(m, n)
    var work = matrix
    var u = Matrix<Scalar>(m, r)
    var vTransposed = Matrix<Scalar>(r, n)
    var values = [Scalar](repeating: 0, count: r)
    if r > 0 {
      let info = work.withUnsafeMutableElements { a in
        u.withUnsafeMutableElements { u_ in
          vTransposed.withUnsafeMutableElements { v_ in
            Scalar.routines.gesdd(
              columnMajor, option("S"), blasSize(m), blasSize(n), a.baseAddress, leadingDimension(m), &values,
              u_.baseAddress, leadingDimension(m), v_.baseAddress, leadingDimension(r))
          }
        }
      }
      try LinearAlgebraError.check(info, Scalar.routines.letter + "gesdd") { _ in
        "the divide-and-conquer iteration did not converge"
      }
    }
    let signs = SignConvention.signs(ofColumnsOf: u)
    self.u = u.scalingColumns(by: signs)
    self.values = values
    v = vTransposed.transposed().scalingColumns(by: signs)
  }

  /// The numerical rank by the house tolerance.
  public var rank: Int { numericalRank(singularValues: values, rows: u.rows, columns: v.rows) }
}
