/// Mean place and second moments of weights on a plane, in shares of its height and width.
struct GridMoments: Equatable {
  /// 0 above the first row, 1 below the last one.
  private(set) var row = 0.5
  /// 0 before the first column, 1 behind the last one.
  private(set) var column = 0.5
  private(set) var rowVariance = 0.0
  private(set) var columnVariance = 0.0
  private var covariance = 0.0

  /// Those of nothing: the middle, without extent.
  init() {}

  /// Those of weights of which none is below 0, the column fastest; nil where all are 0.
  init?(of weights: [Float], rows: Int, columns: Int) {
    var sum = 0.0
    var (first, second) = (SIMD2<Double>.zero, SIMD3<Double>.zero)
    for r in 0..<rows {
      let y = (Double(r) + 0.5) / Double(rows) - 0.5
      for c in 0..<columns {
        let weight = Double(weights[r * columns + c])
        if weight == 0 { continue }
        let x = (Double(c) + 0.5) / Double(columns) - 0.5
        sum += weight
        first += weight * SIMD2(y, x)
        second += weight * SIMD3(y * y, x * x, y * x)
      }
    }
    guard sum > 0 else { return nil }
    first /= sum
    second /= sum
    row = first.x + 0.5
    column = first.y + 0.5
    rowVariance = max(second.x - first.x * first.x, 0)
    columnVariance = max(second.y - first.y * first.y, 0)
    covariance = second.z - first.x * first.y
  }

  /// 1 for a line from the first row to the last one, -1 for one along a row, 0 for a disc or a
  /// point.
  var elongation: Double { share(rowVariance - columnVariance) }

  /// 1 for the diagonal from the first cell to the last one, -1 for the other.
  var slant: Double { share(2 * covariance) }

  private func share(_ value: Double) -> Double {
    let both = rowVariance + columnVariance
    // What rounding leaves of a point's variance has no direction.
    return both > 1e-12 ? value / both : 0
  }
}
