import COpenBLAS

/// Inner products of columns, tile by tile, for comparisons of many samples with many.
extension Matrix {
  /// Writes a_i' b_j for the columns i and j of two runs, in memory at hand.
  ///
  /// `tile` needs as many elements or more. Its first ones become the products, column-major: those
  /// of one b_j stand together. Neither run is copied. Cost: 2 d operations each (`gemm`).
  /// - Parameters:
  ///   - a: d x n.
  ///   - first: a run of columns of `a`.
  ///   - b: d x m.
  ///   - second: a run of columns of `b`.
  ///   - tile: where the products are written.
  public static func innerProducts(
    _ a: Matrix, _ first: Range<Int>, _ b: Matrix, _ second: Range<Int>, into tile: inout Matrix
  ) {
    let d = a.rows
    precondition(d == b.rows, "columns of \(d) and of \(b.rows) elements")
    precondition(first.lowerBound >= 0 && first.upperBound <= a.columns, "columns \(first) of \(a.columns)")
    precondition(second.lowerBound >= 0 && second.upperBound <= b.columns, "columns \(second) of \(b.columns)")
    precondition(tile.count >= first.count * second.count, "\(tile.count) elements for \(first.count * second.count)")
    guard !first.isEmpty, !second.isEmpty else { return }
    tile.withUnsafeMutableElements { result in
      guard d > 0 else {
        for place in 0..<(first.count * second.count) { result[place] = 0 }
        return
      }
      a.withUnsafeElements { a_ in
        b.withUnsafeElements { b_ in
          Scalar.routines.gemm(
            CblasColMajor, CblasTrans, CblasNoTrans, blasSize(first.count), blasSize(second.count), blasSize(d), 1,
            a_.baseAddress! + first.lowerBound * d, leadingDimension(d), b_.baseAddress! + second.lowerBound * d,
            leadingDimension(d), 0, result.baseAddress, leadingDimension(first.count))
        }
      }
    }
  }
}
