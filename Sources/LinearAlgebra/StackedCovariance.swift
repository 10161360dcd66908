/// Means and covariance of all rows of views that stand on one another, one sample a column,
/// without a copy of them.
///
/// C = (1/n) sum_i (x_i - mean)(x_i - mean)' for x = [x_1; x_2; ...]. Means come first; then blocks
/// of samples are centred into memory that stays in cache, and each is added by one symmetric
/// product. So nothing is subtracted from sums, and offsets cost no digits. Cost: D² n operations;
/// memory D² and one block.
public struct StackedCovariance<Scalar: BLASScalar>: Sendable {
  /// The mean of each row, view by view.
  public let means: [[Scalar]]
  /// C, D x D, exactly symmetric.
  public let matrix: Matrix<Scalar>

  /// Reads the views, which have one number of columns.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ views: [Matrix<Scalar>]) {
    let n = views.first?.columns ?? 0
    precondition(views.allSatisfy { $0.columns == n }, "views of unequal numbers of samples")
    let size = views.reduce(0) { $0 + $1.rows }
    let means = views.map(\.rowMeans)
    var sums = Matrix<Scalar>(size, size)
    let width = min(n, max(64, (1 << 19) / max(size, 1)))
    var block = Matrix<Scalar>(size, width)
    for first in stride(from: 0, to: n, by: max(width, 1)) {
      let count = min(width, n - first)
      block.withUnsafeMutableElements { target in
        var row = 0
        for (view, means) in zip(views, means) {
          view.withUnsafeElements { x in
            means.withUnsafeBufferPointer { means in
              for j in 0..<count {
                for i in 0..<view.rows { target[j * size + row + i] = x[(first + j) * view.rows + i] - means[i] }
              }
            }
          }
          row += view.rows
        }
      }
      sums.addToUpperTriangle(gramOfRowsOf: block, firstColumns: count)
    }
    let share = 1 / Scalar(max(n, 1))
    sums.withUnsafeMutableElements { c in
      for j in 0..<size {
        for i in 0...j {
          c[j * size + i] *= share
          c[i * size + j] = c[j * size + i]
        }
      }
    }
    self.means = means
    matrix = sums
  }
}
