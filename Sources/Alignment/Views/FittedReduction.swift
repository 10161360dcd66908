import LinearAlgebra

/// A reduction fitted on one modality.
public struct FittedReduction: Sendable {
  let offset: [Double]
  let factor: [Double]
  /// d x p, or nil where the features are kept.
  let components: Matrix<Double>?
  /// Whether components were kept of several of equal variance.
  public let tie: DirectionTie?

  /// Number of features it gives.
  public var dimension: Int { components?.columns ?? offset.count }

  /// What each component was divided by; nil where the features are kept.
  public var divisors: [Double]? { components.map { $0.columnNorms.map { 1 / $0 } } }

  /// The reduced columns of `features`, dimension x n.
  public func callAsFunction(_ features: Matrix<Double>) -> Matrix<Double> {
    precondition(features.rows == offset.count, "a reduction of \(offset.count) features on \(features.rows)")
    let scaled = features.addingToColumns(offset.map { -$0 }).scalingRows(by: factor)
    return components.map { Matrix.product($0, scaled, transposing: .first) } ?? scaled
  }

  /// The features, d x n and in their own units, that the columns of `reduced` stand for.
  ///
  /// Components and scaling are undone; what the components left out is at its mean over the pairs.
  public func restoring(_ reduced: Matrix<Double>) -> Matrix<Double> {
    precondition(reduced.rows == dimension, "a reduction to \(dimension) features undone on \(reduced.rows)")
    // Components are orthogonal; with `whiten` their length is not 1.
    let scaled =
      components.map { $0.scalingColumns(by: $0.columnNorms.map { 1 / ($0 * $0) }) * reduced } ?? reduced
    return scaled.scalingRows(by: factor.map { 1 / $0 }).addingToColumns(offset)
  }
}
