import LinearAlgebra

/// How far apart two samples are.
public enum SampleMetric: String, Codable, Sendable, CaseIterable {
  /// The Euclidean distance.
  case euclidean
  /// One minus the cosine of the angle. A sample of length 0 has no direction: it counts as
  /// orthogonal to everything.
  case cosine
}

extension Matrix<Double> {
  /// The columns at unit length; columns of length 0 stay as they are.
  var unitColumns: Matrix {
    // The largest magnitude is taken out first, so that no square overflows or vanishes.
    let largest = (0..<columns).map { column($0).reduce(0) { Swift.max($0, abs($1)) } }
    let scaled = scalingColumns(by: largest.map { $0 > 0 ? 1 / $0 : 0 })
    return scaled.scalingColumns(by: scaled.columnNorms.map { $0 > 0 ? 1 / $0 : 0 })
  }
}
