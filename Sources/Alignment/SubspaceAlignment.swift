import LinearAlgebra
import Parameters

/// Subspace alignment: the principal subspace of the source turned into that of the target.
///
/// P_s and P_t are the first k principal components of source and target (orthonormal columns).
/// M = P_s' P_t minimises ||P_s M - P_t||. Latents are M' P_s' (x - m_s) for the source and P_t'
/// (y - m_t) for the target. Views of unequal size are matched first (`MatchedViews`): component i
/// of one stands for feature i of the other.
///
/// Pairing is not used. Only the covariance of each modality enters, so permuting the columns of
/// one view changes nothing.
/// Cost: an SVD a view, shared by every k.
/// Source: Fernando, Habrard, Sebban, Tuytelaars, "Unsupervised visual domain adaptation using
/// subspace alignment", ICCV 2013.
public struct SubspaceAlignment: AlignmentMethod {
  public static let name = "subspace-alignment"
  public static let card = MethodCard(
    summary: "The principal subspace of the source turned into that of the target; pairing is not used.",
    objective: "min ||P_s M - P_t|| over M, P the first k principal components of source and target.",
    solution: "M = P_s' P_t: latents are M' P_s' (x - m_s) and P_t' (y - m_t).",
    cost: "An SVD of each view, shared by every k.",
    source: "Fernando, Habrard, Sebban, Tuytelaars, ICCV 2013.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64

  public init() {}

  /// What of the features every k shares.
  public struct Factorisation: Sendable {
    let maps: [AffineMap]
    /// Each view after matching, whose principal components are p x rank.
    let views: [CentredView]
    /// That components of equal variance stand on both sides of the cut by which sizes were
    /// matched.
    let tie: DirectionTie?
  }

  /// No parameter shapes it.
  public var factorisationKey: String { "" }

  /// The source is turned into the target.
  public var dependsOnDirection: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Finds the principal components of both views.
  /// - Throws: `InputError` for more than two modalities.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    let matched = try MatchedViews(pairs)
    return Factorisation(maps: matched.maps, views: try matched.views.map(CentredView.init), tie: matched.tie)
  }

  /// Takes the first k components of both views.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of either view.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    let largest = factorisation.views.map(\.rank).min() ?? 0
    try Check.k(k, atMost: largest, "the smaller rank of the two modalities", Self.name)
    let (source, target) = pairs.places
    let bases = factorisation.views.map { $0.u.columns(0..<k) }
    let turn = Matrix.product(bases[target], bases[source], transposing: .first)
    var maps = factorisation.maps
    for (place, projection) in [
      (source, Matrix.product(turn, bases[source], transposing: .second)), (target, bases[target].transposed()),
    ] {
      maps[place] = AffineMap(matrix: projection * maps[place].matrix, offset: maps[place].offset)
    }
    let ties = [factorisation.tie] + factorisation.views.map { $0.tie(cutAt: k) }
    return LinearAlignment(modalities: pairs.modalities, maps: maps, tie: ties.compactMap(\.self).first)
  }
}
