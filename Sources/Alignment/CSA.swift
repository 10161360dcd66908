import LinearAlgebra
import Parameters

/// Canonical similarity analysis: canonical variates compared by cosine, weighted by correlations.
///
/// Let A_m be the first k canonical maps (of `ridge-cca` with this `ridge`) and rho the canonical
/// correlations. The similarity of samples x and y of two modalities is, as in the authors' code,
///
///     s(x, y) = sum_i rho_i · (a_i / ||a||) · (b_i / ||b||), a = A_1 (x - m_1), b = A_2 (y - m_2)
///
/// The norms are those of the k variates, not weighted. So for a = b the similarity is a mean of
/// the correlations, at most rho_1, and not 1. Means and correlations are those of the pairs (with
/// a ridge, the singular values of the regularised problem).
///
/// The embedding z = diag(sqrt(rho)) a / ||a|| has s as its inner product. It is not linear; a
/// sample at the mean (a = 0) gets z = 0. `normalise: false` leaves the norms out: z is then
/// linear, and its inner product is the numerator of s. Its cosine then has weighted norms.
/// Cost: as `ridge-cca`.
/// Source: Li, Chinchali, Topcu, "CSA: data-efficient mapping of unimodal features to multimodal
/// features", arXiv 2410.07610, ICLR 2025.
public struct CSA: AlignmentMethod {
  public static let name = "csa"
  public static let card = MethodCard(
    summary: "Canonical similarity analysis: cosines of canonical variates, each weighted by its correlation.",
    objective:
      "s(x, y) = sum_i rho_i a_i b_i / (||a|| ||b||) over the first k canonical variates a, b of x, y with "
      + "correlations rho.",
    solution: "'ridge-cca' with this ridge; the latent is diag(sqrt(rho)) a / ||a||, whose inner products are s.",
    cost: "One SVD of each view and one of size r_1 x r_2 (the ranks), shared by every k.",
    source: "Li, Chinchali, Topcu, ICLR 2025, arXiv 2410.07610.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of each modality; the paper has none")
  public var ridge = 0.0
  @Parameter("whether variates get unit length, as in the paper; without it the map is linear")
  public var normalise = true

  public init() {}

  public var factorisationKey: String { "\(ridge)" }

  /// Both views are whitened.
  public var isScaleFree: Bool { true }

  /// Only without unit length.
  public var isLinear: Bool { !normalise }

  public static var frameUse: FrameUse { .moments }

  /// The canonical directions of both views.
  /// - Throws: `InputError` for more than two modalities or a view without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> RidgeCCA.Factorisation {
    try Check.naming(Self.name, insteadOf: RidgeCCA.name) {
      try RidgeCCA { $0.ridge = ridge }.factorise(pairs)
    }
  }

  /// Takes the k directions of largest correlation.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of either view.
  public func fit(_ factorisation: RidgeCCA.Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(
      k, atMost: factorisation.canonicalCorrelations.count, "the smaller rank of the two modalities", Self.name)
    // Rounding can leave a correlation of -1e-17.
    let weights = factorisation.canonicalCorrelations.prefix(k).map { max($0, 0).squareRoot() }
    let maps = zip(factorisation.maps, factorisation.offsets).map { map, offset in
      AffineMap(matrix: normalise ? map.rows(0..<k) : map.rows(0..<k).scalingRows(by: weights), offset: offset)
    }
    let linear = LinearAlignment(
      modalities: pairs.modalities, maps: maps, tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.canonicalCorrelations, factorisation.canonicalCorrelations, kept: k))
    return normalise ? CanonicalSimilarities(linear: linear, weights: weights) : linear
  }
}

/// Canonical variates of unit length, weighted: inner products of latents are canonical
/// similarities.
struct CanonicalSimilarities: FittedAlignment {
  let linear: LinearAlignment
  let weights: [Double]

  var latentDimension: Int { weights.count }
  var tie: DirectionTie? { linear.tie }
  var spectrum: DirectionSpectrum? { linear.spectrum }

  func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let variates = try linear.embed(features, of: modality)
    let norms = variates.columnNorms
    return variates.scalingColumns(by: norms.map { $0 > 0 ? 1 / $0 : 0 }).scalingRows(by: weights)
  }
}
