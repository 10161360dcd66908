import COpenBLAS

extension Matrix {
  /// Adds op(a) · op(b) in its own memory. Cost: 2mnk operations (`gemm`).
  public mutating func addProduct(_ a: Matrix, _ b: Matrix, transposing: TransposedFactors = .neither) {
    let transposeA = transposing == .first || transposing == .both
    let transposeB = transposing == .second || transposing == .both
    let (m, inner) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let (innerB, n) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(inner == innerB, "product of \(m) x \(inner) and \(innerB) x \(n)")
    precondition(rows == m && columns == n, "\(m) x \(n) added to \(rows) x \(columns)")
    guard count > 0, inner > 0 else { return }
    withUnsafeMutableElements { c in
      a.withUnsafeElements { a_ in
        b.withUnsafeElements { b_ in
          Scalar.routines.gemm(
            CblasColMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasSize(m), blasSize(n), blasSize(inner), 1, a_.baseAddress, leadingDimension(a.rows), b_.baseAddress,
            leadingDimension(b.rows), 1, c.baseAddress, leadingDimension(m))
        }
      }
    }
  }
}
