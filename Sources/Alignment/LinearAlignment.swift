import LinearAlgebra

/// z = A (x - m): an affine map from the features of one modality to the latent space.
public struct AffineMap: Sendable {
  /// A, latentDimension x d.
  public let matrix: Matrix<Double>
  /// m, d values; zero where the method does not centre.
  public let offset: [Double]
  /// Whether A is the identity, which need not be multiplied with.
  private let isIdentity: Bool

  /// Joins the parts.
  public init(matrix: Matrix<Double>, offset: [Double]) {
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

  private var isCentred: Bool { offset.contains { $0 != 0 } }
}

/// A fitted alignment with one affine map a modality.
public struct LinearAlignment: FittedAlignment {
  /// Names of the modalities.
  public let modalities: [String]
  /// The maps, in the order of the modalities.
  public let maps: [AffineMap]

  /// Dimension of the latent space.
  public var latentDimension: Int { maps[0].matrix.rows }

  /// Whether directions were kept of several that were equally good; nil where the objective decided.
  public let tie: DirectionTie?

  init(modalities: [String], maps: [AffineMap], tie: DirectionTie? = nil) {
    self.modalities = modalities
    self.maps = maps
    self.tie = tie
  }

  /// The map of the modality with the given name.
  public func map(of modality: String) throws -> AffineMap {
    maps[try Check.place(of: modality, among: modalities)]
  }

  /// The latents of `features`.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let map = try map(of: modality)
    try Check.features(features, map.matrix.columns, of: modality)
    return map(features)
  }

  /// The latents of the given columns of `features`.
  public func embed(_ features: Matrix<Double>, columns: [Int], of modality: String) throws -> Matrix<Double> {
    let map = try map(of: modality)
    try Check.features(features, map.matrix.columns, of: modality)
    return map(features, columns: columns)
  }
}

extension Matrix<Double> {
  /// Whether it is square, with ones on the diagonal and zeros elsewhere.
  fileprivate var isIdentity: Bool {
    rows == columns
      && withUnsafeElements { x in x.indices.allSatisfy { x[$0] == ($0 / rows == $0 % rows ? 1 : 0) } }
  }
}
