import COpenBLAS
import Dispatch

extension Matrix<Double> {
  /// Columns of a panel.
  private static var panel: Int { 128 }

  /// Adds Y Y' to the upper triangle of this square matrix, panel by panel of its columns, on all
  /// cores.
  ///
  /// Each panel is a product of its own by one thread (`gemm` above the diagonal, `syrk` on it), so
  /// the sums do not depend on the number of threads. Cost: that of `syrk`.
  mutating func addToUpperTriangle(panelsOfGramOfRowsOf y: Matrix) {
    precondition(rows == columns && y.rows == rows, "a \(rows) x \(columns) matrix and \(y.rows) rows")
    let (d, n) = (rows, y.columns)
    guard d > Self.panel else { return addToUpperTriangle(gramOfRowsOf: y, firstColumns: n) }
    guard n > 0 else { return }
    let panels = (d + Self.panel - 1) / Self.panel
    withUnsafeMutableElements { c in
      y.withUnsafeElements { y in
        guard let c = c.baseAddress, let y = y.baseAddress else { return }
        nonisolated(unsafe) let (target, source) = (c, y)
        DispatchQueue.concurrentPerform(iterations: panels) { index in
          // The tall ones first, so that no thread is left with one at the end.
          let first = (panels - 1 - index) * Self.panel
          let width = Swift.min(Self.panel, d - first)
          let columns = target + first * d
          if first > 0 {
            Double.routines.gemm(
              CblasColMajor, CblasNoTrans, CblasTrans, blasSize(first), blasSize(width), blasSize(n), 1, source,
              leadingDimension(d), source + first, leadingDimension(d), 1, columns, leadingDimension(d))
          }
          Double.routines.syrk(
            CblasColMajor, CblasUpper, CblasNoTrans, blasSize(width), blasSize(n), 1, source + first,
            leadingDimension(d), 1, columns + first, leadingDimension(d))
        }
      }
    }
  }
}
