import LinearAlgebra

/// An error of reconstruction: how far a latent is from the true one, which only synthetic data
/// have.
///
/// Both are one sample a column; the estimate may have another dimension than the truth.
public struct ReconstructionMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (_ estimate: Matrix<Double>, _ truth: Matrix<Double>) throws -> Double?

  init(
    _ description: MetricDescription,
    _ compute: @escaping @Sendable (_ estimate: Matrix<Double>, _ truth: Matrix<Double>) throws -> Double?
  ) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where it is undefined: no sample, an element that is not finite, or another
  /// dimension than the truth where the two are compared as they are.
  /// - Throws: `LinearAlgebraError` where the best linear map cannot be computed.
  public func callAsFunction(_ estimate: Matrix<Double>, truth: Matrix<Double>) throws -> Double? {
    precondition(
      estimate.columns == truth.columns, "\(estimate.columns) latents for \(truth.columns) true ones")
    return try compute(estimate, truth).finite
  }

  /// Every error of reconstruction. A new one is one file and one entry here.
  public static let all: [ReconstructionMetric] = [reconstructionError, reconstructionErrorAfterLinearMap]
}
