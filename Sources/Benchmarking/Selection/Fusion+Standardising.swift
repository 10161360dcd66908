import LinearAlgebra

extension Fusion {
  /// Each column with mean 0 and deviation 1.
  static func standardised(_ scores: Matrix<Double>) -> Matrix<Double> {
    Matrix(columns: (0..<scores.columns).map { standardised(scores.column($0)) })
  }

  private static func standardised(_ column: [Double]) -> [Double] {
    let (mean, deviation) = moments(column)
    if deviation > 0, deviation.isFinite { return column.map { ($0 - mean) / deviation } }
    // Equal scores, or squares that left the range of numbers: of the latter the same is asked in
    // another unit.
    let largest = column.reduce(0) { max($0, abs($1)) }
    guard largest > 0, column.contains(where: { $0 != column[0] }) else { return column.map { _ in 0 } }
    let scaled = column.map { $0 / largest }
    let (middle, width) = moments(scaled)
    return scaled.map { width > 0 ? ($0 - middle) / width : 0 }
  }

  private static func moments(_ column: [Double]) -> (mean: Double, deviation: Double) {
    let mean = column.reduce(0, +) / Double(column.count)
    return (mean, (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)).squareRoot())
  }
}

extension Matrix<Double> {
  /// The place of the first number that is not finite, column by column.
  var firstNotFinite: (row: Int, column: Int)? {
    withUnsafeElements { $0.firstIndex { !$0.isFinite } }.map { ($0 % rows, $0 / rows) }
  }
}
