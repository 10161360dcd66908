/// X = U diag(s) V', the thin singular value decomposition (`gesdd`, divide and conquer; where that
/// does not converge, `gesvd`, QR iteration, which is some times slower).
///
/// X is m x n, r = min(m, n): U is m x r, s has r values in descending order, V is n x r. The signs
/// follow the house convention: in each column of U the element of largest magnitude is positive.
/// Cost: O(mn min(m, n)).
public struct SingularValueDecomposition<Scalar: BLASScalar>: Sendable {
  /// Left singular vectors, m x r.
  public let u: Matrix<Scalar>
  /// Singular values, descending.
  public let values: [Scalar]
  /// Right singular vectors, n x r.
  public let v: Matrix<Scalar>

  /// How the bidiagonal form is diagonalised.
  enum Iteration: CaseIterable {
    case divideAndConquer
    case qr
  }

  /// Decomposes `matrix`.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or no iteration converges.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>) throws {
    do { try self.init(matrix, by: .divideAndConquer) } catch let error as LinearAlgebraError where error.info > 0 {
      try self.init(matrix, by: .qr)
    }
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  init(_ matrix: Matrix<Scalar>, by iteration: Iteration) throws {
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
            switch iteration {
            case .divideAndConquer:
              return Scalar.routines.gesdd(
                columnMajor, option("S"), blasSize(m), blasSize(n), a.baseAddress, leadingDimension(m), &values,
                u_.baseAddress, leadingDimension(m), v_.baseAddress, leadingDimension(r))
            case .qr:
              var rest = [Scalar](repeating: 0, count: r)
              return Scalar.routines.gesvd(
                columnMajor, option("S"), option("S"), blasSize(m), blasSize(n), a.baseAddress, leadingDimension(m),
                &values, u_.baseAddress, leadingDimension(m), v_.baseAddress, leadingDimension(r), &rest)
            }
          }
        }
      }
      let routine = iteration == .divideAndConquer ? "gesdd" : "gesvd"
      try LinearAlgebraError.check(info, Scalar.routines.letter + routine) { _ in "the iteration did not converge" }
    }
    let signs = SignConvention.signs(ofColumnsOf: u)
    self.u = u.scalingColumns(by: signs)
    self.values = values
    v = vTransposed.transposed().scalingColumns(by: signs)
  }

  /// The numerical rank by the house tolerance.
  public var rank: Int { numericalRank(singularValues: values, rows: u.rows, columns: v.rows) }
}
