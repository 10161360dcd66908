import LinearAlgebra

/// A fitted alignment with one affine map a modality.
public struct LinearAlignment: FittedAlignment {
  /// Names of the modalities.
  public let modalities: [String]
  /// The maps, in the order of the modalities.
  public let maps: [AffineMap]

  /// Dimension of the latent space.
  public var latentDimension: Int { maps[0].matrix.rows }

  /// Whether directions were kept of several that were equally good; nil where the objective
  /// decided.
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
