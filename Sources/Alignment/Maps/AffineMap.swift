import LinearAlgebra

/// z = A (x - m): an affine map from the features of one modality to the latent space.
public struct AffineMap: Sendable {
  /// A, latentDimension x d.
  ///
  /// Of a map that keeps the first features as they are it is made each time it is asked for. Of a
  /// hundred thousand features it would be larger than most memories.
  public var matrix: Matrix<Double> { stored ?? Matrix.identity(features).rows(0..<latentDimension) }
  /// m, d values.
  public let offset: [Double]
  /// Dimension of the latent space.
  public let latentDimension: Int
  /// A; nil where it is the first rows of an identity, which need not be multiplied with.
  private let stored: Matrix<Double>?

  /// d.
  public var features: Int { offset.count }

  /// Joins the parts. Without an offset nothing is centred.
  public init(matrix: Matrix<Double>, offset: [Double]? = nil) {
    let offset = offset ?? [Double](repeating: 0, count: matrix.columns)
    precondition(offset.count == matrix.columns, "an offset of \(offset.count) for \(matrix.columns) features")
    self.init(latentDimension: matrix.rows, offset: offset, stored: matrix.isIdentity ? nil : matrix)
  }

  /// The map that keeps the first `count` of d features as they are.
  public init(keepingFirst count: Int, of features: Int) {
    precondition(count <= features, "the first \(count) of \(features) features")
    self.init(latentDimension: count, offset: [Double](repeating: 0, count: features), stored: nil)
  }

  /// z = x - m.
  public init(subtracting offset: [Double]) {
    self.init(latentDimension: offset.count, offset: offset, stored: nil)
  }

  private init(latentDimension: Int, offset: [Double], stored: Matrix<Double>?) {
    (self.latentDimension, self.offset, self.stored) = (latentDimension, offset, stored)
  }

  /// The images of the columns of `features`.
  public func callAsFunction(_ features: Matrix<Double>) -> Matrix<Double> {
    guard let stored else {
      let kept = latentDimension == self.features ? features : features.rows(0..<latentDimension)
      return isCentred ? kept.addingToColumns(offset.prefix(latentDimension).map { -$0 }) : kept
    }
    return isCentred ? .product(stored, features, relativeTo: offset) : stored * features
  }

  /// The images of the given columns of `features`, in that order.
  public func callAsFunction(_ features: Matrix<Double>, columns: [Int]) -> Matrix<Double> {
    guard let stored else { return self(features.selectingColumns(columns)) }
    return .product(stored, features, columns: columns, relativeTo: offset)
  }

  /// The map to the first `k` dimensions of the latent space.
  func leading(_ k: Int) -> AffineMap {
    AffineMap(latentDimension: k, offset: offset, stored: stored?.rows(0..<k))
  }

  private var isCentred: Bool { offset.contains { $0 != 0 } }
}

extension Matrix<Double> {
  /// Whether it is square, with ones on the diagonal and zeros elsewhere.
  fileprivate var isIdentity: Bool {
    rows == columns
      && withUnsafeElements { x in x.indices.allSatisfy { x[$0] == ($0 / rows == $0 % rows ? 1 : 0) } }
  }
}
