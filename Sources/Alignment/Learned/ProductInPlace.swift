import COpenBLAS
import LinearAlgebra

extension Matrix where Scalar: TrainingScalar {
  /// Becomes op(a) · op(b), in its own memory where it has that size already: a step of training then allocates nothing
  /// large and writes each element once.
  mutating func becomeProduct(_ a: Matrix, _ b: Matrix, transposing: TransposedFactors = .neither) {
    let transposeA = transposing == .first || transposing == .both
    let transposeB = transposing == .second || transposing == .both
    let (m, inner) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let (innerB, n) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(inner == innerB, "product of \(m) x \(inner) and \(innerB) x \(n)")
    // The factor 0 below makes what is in the memory not matter.
    if rows != m || columns != n { self = Matrix(m, n) { $0.update(repeating: 0) } }
    guard count > 0, inner > 0 else { return }
    withUnsafeMutableElements { c in
      a.withUnsafeElements { a_ in
        b.withUnsafeElements { b_ in
          Scalar.gemm(
            transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            (Int32(m), Int32(n), Int32(inner)), (a_.baseAddress!, Int32(a.rows)), (b_.baseAddress!, Int32(b.rows)),
            (c.baseAddress!, Int32(m)))
        }
      }
    }
  }

  /// op(a) · op(b) in new memory.
  static func trainingProduct(_ a: Matrix, _ b: Matrix, transposing: TransposedFactors = .neither) -> Matrix {
    var result = Matrix(0, 0)
    result.becomeProduct(a, b, transposing: transposing)
    return result
  }
}
