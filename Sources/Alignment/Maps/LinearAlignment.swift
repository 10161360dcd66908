import LinearAlgebra

/// A fitted alignment with one affine map a modality.
public struct LinearAlignment: FittedAlignment {
  /// Names of the modalities.
  public let modalities: [String]
  /// The maps, in the order of the modalities.
  public let maps: [AffineMap]

  /// Dimension of the latent space.
  public var latentDimension: Int { maps[0].latentDimension }

  /// Whether directions were kept of several that were equally good; nil where the objective
  /// decided.
  public let tie: DirectionTie?
  /// The values by which directions were chosen; nil where there was no choice among them.
  public let spectrum: DirectionSpectrum?
  /// How the map was found without pairs; nil where pairs were used, or moments alone.
  public let matching: MatchingReport?
  /// What the maps can have lost by being found from Gram matrices; nil where they were not.
  public let exactness: ExactnessBounds?

  /// Joins the maps, one a modality, all into one latent space.
  /// - Parameters:
  ///   - modalities: names of the modalities.
  ///   - maps: their maps, in that order; all give latents of one dimension.
  ///   - tie: where directions were equally good, which of them were kept.
  ///   - spectrum: the values by which directions were chosen.
  ///   - matching: how the map was found without pairs.
  ///   - exactness: what the maps can have lost.
  public init(
    modalities: [String], maps: [AffineMap], tie: DirectionTie? = nil, spectrum: DirectionSpectrum? = nil,
    matching: MatchingReport? = nil, exactness: ExactnessBounds? = nil
  ) {
    precondition(modalities.count == maps.count, "\(maps.count) maps of \(modalities.count) modalities")
    self.modalities = modalities
    self.maps = maps
    self.tie = tie
    self.spectrum = spectrum
    self.matching = matching
    self.exactness = exactness
  }

  /// The map of the modality with the given name.
  public func map(of modality: String) throws -> AffineMap {
    maps[try Check.place(of: modality, among: modalities)]
  }

  /// The latents of `features`.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let map = try map(of: modality)
    try Check.features(features, map.features, of: modality)
    return map(features)
  }

  /// The latents of the given columns of `features`.
  public func embed(_ features: Matrix<Double>, columns: [Int], of modality: String) throws -> Matrix<Double> {
    let map = try map(of: modality)
    try Check.features(features, map.features, of: modality)
    return map(features, columns: columns)
  }
}
