import LinearAlgebra

/// How alike the geometries of two sets of latents are. One sample a column; column i of both is one sample.
///
/// Unlike errors of alignment these need not be small for latents that are equal up to rotation or scale.
public struct SimilarityMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (Matrix<Double>, Matrix<Double>) -> Double?

  init(
    _ description: MetricDescription, _ compute: @escaping @Sendable (Matrix<Double>, Matrix<Double>) -> Double?
  ) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where it is undefined: too few samples, no dimension, an element that is not finite, a collapsed
  /// latent, or another dimension where the two are compared as they are.
  public func callAsFunction(_ z1: Matrix<Double>, _ z2: Matrix<Double>) -> Double? {
    precondition(z1.columns == z2.columns, "latents of \(z1.columns) and \(z2.columns) samples")
    return z1.count > 0 && z2.count > 0 ? compute(z1, z2) : nil
  }

  /// Every similarity. A new one is one file and one entry here.
  public static let all: [SimilarityMetric] = [unbiasedCKA, mutualNeighbours, modalityGap]
}
