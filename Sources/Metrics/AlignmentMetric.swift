import LinearAlgebra

/// An error of alignment: how far the two latents of one sample are apart. Both latents are k x n,
/// one sample a column.
public struct AlignmentMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (PairErrors) -> Double?

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (PairErrors) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where there is no sample, no dimension, an element that is not finite, or a
  /// value beyond the largest double. Cost: O(nk).
  public func callAsFunction(_ z1: Matrix<Double>, _ z2: Matrix<Double>) -> Double? {
    PairErrors(z1, z2).flatMap { compute($0).finite }
  }

  /// The value of every error, in the order of `all`; what they have in common is computed once.
  /// Cost: O(nk).
  public static func scores(_ z1: Matrix<Double>, _ z2: Matrix<Double>) -> [(name: String, value: Double?)] {
    scores(PairErrors(z1, z2))
  }

  static func scores(_ errors: PairErrors?) -> [(name: String, value: Double?)] {
    all.map { metric in (metric.description.name, errors.flatMap { metric.compute($0).finite }) }
  }

  /// Every error of alignment. A new one is one file and one entry here.
  public static let all: [AlignmentMetric] = [cmae, cmaeSquared, cmaeFrobenius, cmaeNormalised]
}
