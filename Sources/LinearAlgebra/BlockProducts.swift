import COpenBLAS

/// Products of blocks of samples that write into memory at hand, for loops that pass over the same
/// samples many times.
extension Matrix {
  /// How many rows of a lower triangle are multiplied at once: zeros right of them are left out.
  private static var panel: Int { 32 }

  /// `result` (n x d) = X' W' for samples X (d x n) and a lower triangle W (d x d): the samples
  /// through W, one a row.
  ///
  /// Only the lower triangle of W is read, up to panels of 32 rows, which must be zero above the
  /// diagonal. Cost: about n d² operations and no allocation (`gemm`, a panel at a time; faster
  /// than `trmm` and `trsm` where d is below some hundreds).
  public static func transform(_ x: Matrix, byLowerTriangle w: Matrix, into result: inout Matrix) {
    let (d, n) = (x.rows, x.columns)
    precondition(
      w.rows == d && w.columns == d, "samples of \(d) dimensions through a \(w.rows) x \(w.columns) triangle")
    precondition(result.rows == n && result.columns == d, "\(result.rows) x \(result.columns) for \(n) x \(d)")
    guard n > 0, d > 0 else { return }
    result.withUnsafeMutableElements { z in
      x.withUnsafeElements { x_ in
        w.withUnsafeElements { w_ in
          for first in stride(from: 0, to: d, by: panel) {
            let end = min(first + panel, d)
            Scalar.routines.gemm(
              CblasColMajor, CblasTrans, CblasTrans, blasSize(n), blasSize(end - first), blasSize(end), 1,
              x_.baseAddress, leadingDimension(d), w_.baseAddress.map { $0 + first }, leadingDimension(d), 0,
              z.baseAddress.map { $0 + first * n }, leadingDimension(n))
          }
        }
      }
    }
  }

  /// W (x_j - m) for the given columns x_j of X (d x n), or for all: some hundreds are centred at a
  /// time, so that no centred copy of X is made. Cost: that of the product.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public static func product(_ w: Matrix, _ x: Matrix, columns: [Int]? = nil, relativeTo m: [Scalar]) -> Matrix {
    let (k, d, n) = (w.rows, w.columns, columns?.count ?? x.columns)
    precondition(x.rows == d && m.count == d, "\(k) x \(d) times differences of \(x.rows) and \(m.count) rows")
    precondition(columns?.allSatisfy { $0 >= 0 && $0 < x.columns } ?? true, "a column outside 0 ..< \(x.columns)")
    guard n > 0, k > 0, d > 0 else { return Matrix(k, n) }
    let width = min(n, 256)
    let block = UnsafeMutablePointer<Scalar>.allocate(capacity: d * width)
    defer { block.deallocate() }
    return Matrix(k, n) { result in
      w.withUnsafeElements { w_ in
        x.withUnsafeElements { x_ in
          m.withUnsafeBufferPointer { m_ in
            for first in stride(from: 0, to: n, by: width) {
              let count = min(width, n - first)
              for j in 0..<count {
                let from = x_.baseAddress! + (columns?[first + j] ?? first + j) * d
                let to = block + j * d
                for i in 0..<d { to[i] = from[i] - m_[i] }
              }
              Scalar.routines.gemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, blasSize(k), blasSize(count), blasSize(d), 1,
                w_.baseAddress, leadingDimension(k), block, leadingDimension(d), 0,
                result.baseAddress.map { $0 + first * k }, leadingDimension(k))
            }
          }
        }
      }
    }
  }

  /// The symmetric matrix with this upper triangle.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public consuming func mirroringUpperTriangle() -> Matrix {
    precondition(rows == columns, "a triangle of a \(rows) x \(columns) matrix")
    let n = rows
    let tile = 32
    withUnsafeMutableElements { c in
      // Tile by tile, since one of the two is read across the columns.
      for firstColumn in stride(from: 0, to: n, by: tile) {
        for firstRow in stride(from: 0, through: firstColumn, by: tile) {
          for j in firstColumn..<min(firstColumn + tile, n) {
            for i in firstRow..<min(firstRow + tile, j) { c[i * n + j] = c[j * n + i] }
          }
        }
      }
    }
    return self
  }

  /// Adds Y Y' of the first `count` columns of Y to the upper triangle of this square matrix
  /// (`syrk`).
  public mutating func addToUpperTriangle(gramOfRowsOf y: Matrix, firstColumns count: Int) {
    precondition(rows == columns && y.rows == rows, "a \(rows) x \(columns) matrix and \(y.rows) rows")
    precondition(count >= 0 && count <= y.columns, "\(count) of \(y.columns) columns")
    guard count > 0, rows > 0 else { return }
    let n = rows
    withUnsafeMutableElements { c in
      y.withUnsafeElements { y_ in
        Scalar.routines.syrk(
          CblasColMajor, CblasUpper, CblasNoTrans, blasSize(n), blasSize(count), 1, y_.baseAddress,
          leadingDimension(n), 1, c.baseAddress, leadingDimension(n))
      }
    }
  }
}

extension CholeskyFactorisation {
  /// The factorisation u² S = (u L)(u L)' for a positive factor u.
  public func scaled(by factor: Scalar) -> CholeskyFactorisation {
    precondition(factor > 0, "a factor of \(factor)")
    return CholeskyFactorisation(scaling: self, by: factor)
  }

  private init(scaling other: CholeskyFactorisation, by factor: Scalar) { lower = factor * other.lower }
}
