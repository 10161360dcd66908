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
    let scaled = StackedViews([.init(features, offset: offset, factor: factor)]).matrix
    return components.map { Matrix.product($0, scaled, transposing: .first) } ?? scaled
  }

  /// The reduced columns of `count` samples whose features are read some at a time, so that beside
  /// the result there is no copy of them.
  ///
  /// Components are products, whose last digits a library may round otherwise in blocks. So that
  /// those of fewer than 65,536 samples stay as they are, these are read at once.
  /// - Parameters:
  ///   - count: the number of samples.
  ///   - read: the features of a run of samples.
  public func callAsFunction(count: Int, reading read: (Range<Int>) -> Matrix<Double>) -> Matrix<Double> {
    let width = components != nil && count < 1 << 16 ? max(count, 1) : 4096
    return Matrix(dimension, count) { target in
      for first in stride(from: 0, to: count, by: width) {
        let run = first..<min(first + width, count)
        self(read(run)).withUnsafeElements {
          _ = UnsafeMutableBufferPointer(rebasing: target[first * dimension..<run.upperBound * dimension])
            .initialize(from: $0)
        }
      }
    }
  }

  /// This reduction and then `map`, as one: the latents of features x, in their own units, are
  /// `matrix` x + `shift`.
  public func followed(by map: AffineMap) -> (matrix: Matrix<Double>, shift: [Double]) {
    precondition(map.features == dimension, "a map of \(map.features) features after a reduction to \(dimension)")
    let inner = map.matrix
    let scaled = components.map { Matrix.product(inner, $0, transposing: .second) } ?? inner
    let matrix = scaled.scalingColumns(by: factor)
    let (before, after) = (matrix * Matrix(columns: [offset]), inner * Matrix(columns: [map.offset]))
    return (matrix, zip(before.column(0), after.column(0)).map { -$0 - $1 })
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
