import LinearAlgebra

/// An error of alignment: how far the two latents of one sample are apart. Both latents are k x n, one sample a column.
public struct AlignmentMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (ScaledLatents) -> Double?

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (ScaledLatents) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where there is no sample, no dimension, an element that is not finite, or a
  /// value beyond the largest double. Cost: O(nk).
  public func callAsFunction(_ z1: Matrix<Double>, _ z2: Matrix<Double>) -> Double? {
    precondition(
      z1.rows == z2.rows && z1.columns == z2.columns,
      "latents of \(z1.rows) x \(z1.columns) and \(z2.rows) x \(z2.columns)")
    guard z1.count > 0, let latents = ScaledLatents(z1, z2) else { return nil }
    return compute(latents).finite
  }

  /// Every error of alignment. A new one is one file and one entry here.
  public static let all: [AlignmentMetric] = [cmae, cmaeSquared, cmaeFrobenius, cmaeNormalised]
}
