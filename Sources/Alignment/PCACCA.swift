import LinearAlgebra
import Parameters

/// Principal components of each view, then canonical correlation analysis of the components.
///
/// Each view is centred and cut to its first `components` principal components (to its rank where
/// that is smaller); the rest is `cca`. The cut takes the place of a ridge: it removes directions
/// of little variance. Components are those of the features as given, so units of single features
/// matter, and those of a whole modality do not.
/// Cost: one SVD a view and one of size components x components, shared by every k.
public struct PCACCA: AlignmentMethod {
  public static let name = "pca-cca"
  public static let card = MethodCard(
    summary: "Principal components of each view, then canonical correlation analysis of the components.",
    objective:
      "max tr(A_1 C_12 A_2') with A_m C_mm A_m' = I over A_m that act on the first principal components of view "
      + "m.",
    solution: "The top k singular vectors of the cross-covariance of the whitened components.",
    cost: "One SVD of each view and one of size components x components, shared by every k.",
    source: "Principal components in the place of a ridge; Hotelling, Biometrika 28, 1936, for the second step.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter(.dimension, "number of principal components of each view; its rank where that is smaller")
  public var components = 64

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The canonical correlations of the components, descending.
    public let canonicalCorrelations: [Double]
    let maps: [AffineMap]
    let equal: [EqualDirections]
    /// That components of equal variance stand on both sides of the cut.
    let componentTie: DirectionTie?
  }

  /// The number of components.
  public var factorisationKey: String { "\(components)" }

  /// Components are whitened.
  public var isScaleFree: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Reduces both views and decomposes the cross-covariance of their whitened components.
  /// - Throws: `InputError` for more than two modalities or a view without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    let scale = Double(pairs.count).squareRoot()
    var offsets: [[Double]] = []
    var whitenings: [Matrix<Double>] = []
    var scores: [Matrix<Double>] = []
    var shares: [[Double]] = []
    var cuts: [DirectionTie?] = []
    for (place, modality) in pairs.modalities.enumerated() {
      let view = try pairs.centredView(place)
      try CentredView.checkVariation(rank: view.rank, of: modality, pairs: pairs.count, for: Self.name)
      let kept = 0..<min(components, view.rank)
      offsets.append(view.offset)
      whitenings.append(view.u.columns(kept).scalingColumns(by: view.values[kept].map { scale / $0 }))
      scores.append(view.v.columns(kept))
      let size = Matrix(columns: [view.values]).frobeniusNorm
      shares.append(view.values[kept].map { $0 / size })
      cuts.append(view.tie(cutAt: kept.count))
    }
    let canonical = try CanonicalDirections(
      Matrix.product(scores[0], scores[1], transposing: .first),
      loadings: shares.map { shares in { $0.scalingRows(by: shares) } })
    return Factorisation(
      canonicalCorrelations: canonical.correlations,
      maps: zip(zip(canonical.sides, whitenings), offsets).map {
        AffineMap(matrix: Matrix.product($0.0, $0.1, transposing: .both), offset: $1)
      }, equal: canonical.equal, componentTie: cuts.compactMap(\.self).first)
  }

  /// Takes the k directions of largest correlation.
  /// - Throws: `InputError` that names the largest k where k exceeds the number of components of
  ///   either view.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(
      k, atMost: factorisation.canonicalCorrelations.count, "the smaller number of components of the two modalities",
      Self.name)
    return LinearAlignment(
      modalities: pairs.modalities,
      maps: factorisation.maps.map { $0.leading(k) },
      tie: factorisation.componentTie ?? DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.canonicalCorrelations, factorisation.canonicalCorrelations, kept: k))
  }
}
