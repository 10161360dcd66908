import COpenBLAS
import Foundation

/// S = L L' of a symmetric positive definite matrix (`potrf`). Only the lower triangle is read.
/// Cost: n³/3.
public struct CholeskyFactorisation<Scalar: BLASScalar>: Sendable {
  /// The lower triangle L, zeros above.
  public let lower: Matrix<Scalar>

  /// Factorises `matrix`.
  /// - Throws: `LinearAlgebraError` where the matrix is not positive definite, saying at which
  ///   leading minor.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>) throws {
    precondition(matrix.rows == matrix.columns, "Cholesky factor of a \(matrix.rows) x \(matrix.columns) matrix")
    let n = matrix.rows
    var work = matrix
    if n > 0 {
      let info = work.withUnsafeMutableElements {
        Scalar.routines.potrf(columnMajor, option("L"), blasSize(n), $0.baseAddress, leadingDimension(n))
      }
      try LinearAlgebraError.check(info, Scalar.routines.letter + "potrf") {
        "the matrix is not positive definite: its leading minor of order \($0) is not; add a ridge to the diagonal"
      }
      work.withUnsafeMutableElements { l in
        for j in 1..<max(n, 1) { for i in 0..<j { l[j * n + i] = 0 } }
      }
    }
    lower = work
  }

  /// The y with L y = b for each column of b (`trsm`): b whitened.
  public func solvingLower(_ b: Matrix<Scalar>) -> Matrix<Scalar> { triangularSolve(b, transposed: false) }

  /// The y with L' y = b for each column of b.
  public func solvingLowerTransposed(_ b: Matrix<Scalar>) -> Matrix<Scalar> { triangularSolve(b, transposed: true) }

  /// The x with S x = b for each column of b.
  public func solving(_ b: Matrix<Scalar>) -> Matrix<Scalar> { solvingLowerTransposed(solvingLower(b)) }

  private func triangularSolve(_ b: Matrix<Scalar>, transposed: Bool) -> Matrix<Scalar> {
    precondition(b.rows == lower.rows, "a system of \(lower.rows) equations and \(b.rows) right sides")
    guard b.count > 0 else { return b }
    var result = b
    result.withUnsafeMutableElements { x in
      lower.withUnsafeElements { l in
        Scalar.routines.trsm(
          CblasColMajor, CblasLeft, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, blasSize(b.rows),
          blasSize(b.columns), 1, l.baseAddress, leadingDimension(b.rows), x.baseAddress, leadingDimension(b.rows))
      }
    }
    return result
  }
}

extension CholeskyFactorisation where Scalar == Double {
  /// log det S.
  public var logDeterminant: Double { (0..<lower.rows).reduce(0) { $0 + 2 * log(lower[$1, $1]) } }
}
