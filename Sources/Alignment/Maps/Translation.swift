import Diagnostics
import LinearAlgebra

/// Features of one modality predicted from the other, through the latent space of a linear
/// alignment.
///
/// With z = A_m (x - m_m) for both modalities, y^ = m_2 + A_2^+ A_1 (x - m_1). Of all features of
/// the other modality whose latent comes closest to that of x, these are the nearest to the mean
/// m_2. What the latent space does not hold stays at the mean. Only the rank of A_2 holds the
/// prediction back. If A_2 is a regression that shrinks many directions (`ridge-map`), undoing it
/// blows their noise up, and only the direction of the regression predicts well. The pseudo-inverse
/// is by SVD with the house rank tolerance.
/// Cost: an SVD of A_2 (k x d_2), then k (d_1 + d_2) a sample.
public struct Translation: Sendable {
  /// The modality that is known.
  public let source: String
  /// The modality that is predicted.
  public let target: String
  /// From the known features to the latent.
  let encoding: AffineMap
  /// A_2^+, d_2 x k.
  let decoding: Matrix<Double>
  /// m_2.
  let mean: [Double]

  /// Inverts the map of `target`.
  /// - Parameters:
  ///   - alignment: a linear one.
  ///   - method: the name of the alignment's method, for the message.
  ///   - source: the modality that is known.
  ///   - target: the modality that is predicted.
  /// - Throws: `InputError` for an alignment that is not linear, or a modality that it does not
  ///   know.
  public init(_ alignment: any FittedAlignment, method: String, from source: String, to target: String) throws {
    guard let linear = alignment as? LinearAlignment else {
      throw InputError(
        "translation: \(method)", found: "an alignment that is not linear",
        expected: "one affine map a modality, which can be inverted",
        advice: "Choose a linear method; 'hartransfer alignments' says which are.")
    }
    self.source = source
    self.target = target
    encoding = try linear.map(of: source)
    let map = try linear.map(of: target)
    decoding = try map.matrix.leastSquares(.identity(linear.latentDimension))
    mean = map.offset
  }

  /// The predicted features of the target, d_2 x n, of the columns of `features`, d_1 x n.
  /// - Throws: `InputError` for another number of features than the alignment was fitted on.
  public func callAsFunction(_ features: Matrix<Double>) throws -> Matrix<Double> {
    try Check.features(features, encoding.offset.count, of: source)
    return (decoding * encoding(features)).addingToColumns(mean)
  }
}
