import LinearAlgebra

/// z = A (x - m): an affine map from the features of one modality to the latent space.
public struct AffineMap: Sendable {
  /// A, latentDimension x d.
  public let matrix: Matrix<Double>
  /// m, d values.
  public let offset: [Double]
  /// Whether A is the identity, which need not be multiplied with.
  private let isIdentity: Bool

  /// Joins the parts. Without an offset nothing is centred.
  public init(matrix: Matrix<Double>, offset: [Double]? = nil) {
    let offset = offset ?? [Double](repeating: 0, count: matrix.columns)
    precondition(offset.count == matrix.columns, "an offset of \(offset.count) for \(matrix.columns) features")
    self.matrix = matrix
    self.offset = offset
    isIdentity = matrix.isIdentity
  }

  /// The images of the columns of `features`.
  public func callAsFunction(_ features: Matrix<Double>) -> Matrix<Double> {
    if isIdentity { return isCentred ? features.addingToColumns(offset.map { -$0 }) : features }
    return isCentred ? .product(matrix, features, relativeTo: offset) : matrix * features
  }

  /// The images of the given columns of `features`, in that order.
  public func callAsFunction(_ features: Matrix<Double>, columns: [Int]) -> Matrix<Double> {
    isIdentity
      ? self(features.selectingColumns(columns))
      : .product(matrix, features, columns: columns, relativeTo: offset)
  }

  /// The map to the first `k` dimensions of the latent space.
  func leading(_ k: Int) -> AffineMap { AffineMap(matrix: matrix.rows(0..<k), offset: offset) }

  private var isCentred: Bool { offset.contains { $0 != 0 } }
}

extension Matrix<Double> {
  /// Whether it is square, with ones on the diagonal and zeros elsewhere.
  fileprivate var isIdentity: Bool {
    rows == columns
      && withUnsafeElements { x in x.indices.allSatisfy { x[$0] == ($0 / rows == $0 % rows ? 1 : 0) } }
  }
}
