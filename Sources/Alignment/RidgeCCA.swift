import Foundation
import LinearAlgebra
import Parameters

/// Ridge-regularised canonical correlation analysis.
///
/// Objective: max tr(A_1 C_12 A_2') with A_m (C_mm + r_m I) A_m' = I, C the covariances of the
/// centred pairs. r_m is `ridge` times the mean variance of modality m, so `ridge` means the same
/// in all units.
/// Solution: W_1 C_12 W_2' = U diag(rho) V' with the whitening W_m = (C_mm + r_m I)^(-1/2);
/// A_1 = U_k' W_1, A_2 = V_k' W_2. Both maps are then weighted by rho^`correlationPower`, so that
/// distances count a direction by how much the modalities share of it.
///
/// Of directions with equal correlations, those with most of the variance of both modalities come
/// first: ||C_11 a||² / tr C_11 + ||C_22 b||² / tr C_22 for a pair of directions a, b. Without a
/// ridge this is the share of the variance that the two variates account for. Correlations are
/// equal if half of their digits are: rounding leaves no more of the angle between nearly equal
/// directions. If k parts a run of equal directions, the fitted alignment says so.
///
/// Each view is taken in its own singular basis, so features may outnumber samples at no extra
/// cost. Directions below the rank tolerance are left out, so `ridge: 0` is plain CCA on the
/// ranges. With a ridge of 1e-6 of the total variance or more (0.1 always, up to 100,000 features)
/// the basis comes from matrix products, which then lose nothing. With a smaller ridge it comes
/// from an SVD, which squares nothing.
/// Cost: the Gram matrix of the smaller side of each view (or its SVD) and an SVD of size r_1 x
/// r_2, shared by every k.
/// Source: Hotelling 1936; Vinod 1976 for the ridge.
public struct RidgeCCA: AlignmentMethod {
  public static let name = "ridge-cca"
  public static let card = MethodCard(
    summary: "Canonical correlation analysis with a ridge.",
    objective: "max tr(A_1 C_12 A_2') with A_m (C_mm + r_m I) A_m' = I, r_m = ridge · mean variance of modality m.",
    solution:
      "The top k singular vectors of W_1 C_12 W_2' with W_m = (C_mm + r_m I)^(-1/2); both maps then times "
      + "rho^correlationPower, rho the canonical correlations. Of equal rho those that carry most of the data's variance.",
    cost:
      "One covariance of both views (without a ridge an SVD of each) and an SVD of size r_1 x r_2, shared by every k.",
    source: "Hotelling, Biometrika 28, 1936; Vinod, Journal of Econometrics 4, 1976, for the ridge.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of each modality")
  public var ridge = 0.1
  @Parameter(.number(from: 0), "power of the canonical correlation that weights each latent direction")
  public var correlationPower = 0.0

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The regularised canonical correlations, descending.
    public let canonicalCorrelations: [Double]
    let offsets: [[Double]]
    /// For each modality the whole map, r x d, before weighting and truncation.
    let maps: [Matrix<Double>]
    let equal: [EqualDirections]
  }

  public var factorisationKey: String { "\(ridge)" }

  /// Both views are whitened.
  public var isScaleFree: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Whitens both views and decomposes their cross-covariance.
  /// - Throws: `InputError` for more than two modalities or a view without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation { try factorise(pairs, route: nil) }

  /// As above, by the given route.
  func factorise(_ pairs: PairedFeatures, route: WhitenedView.Route?) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    let views = try WhitenedView.all(pairs, share: ridge, route: route, for: Self.name)
    let canonical = try CanonicalDirections(
      WhitenedView.crossCovariance(views[0], views[1]), loadings: views.map { view in { view.loadings(of: $0) } })
    return Factorisation(
      canonicalCorrelations: canonical.correlations, offsets: views.map(\.offset),
      maps: WhitenedView.maps(views, canonical.vectors, related: canonical.correlated),
      equal: canonical.equal)
  }

  /// Takes the k directions of largest correlation and weights them.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of either view.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(
      k, atMost: factorisation.canonicalCorrelations.count, "the smaller rank of the two modalities", Self.name)
    let weights = factorisation.canonicalCorrelations.prefix(k).map { pow($0, correlationPower) }
    let maps = zip(factorisation.maps, factorisation.offsets).map { map, offset in
      AffineMap(matrix: map.rows(0..<k).scalingRows(by: weights), offset: offset)
    }
    return LinearAlignment(
      modalities: pairs.modalities, maps: maps, tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.canonicalCorrelations, factorisation.canonicalCorrelations, kept: k))
  }
}
