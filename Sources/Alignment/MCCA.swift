import LinearAlgebra
import Parameters

/// Canonical correlation analysis of any number of modalities as one generalised eigenproblem
/// (SUMCOR with a joint norm).
///
/// Objective: max sum over m != l of tr(A_m C_ml A_l') with sum_m A_m (C_mm + r_m I) A_m' = M I. C
/// are the covariances of the centred pairs, M is the number of modalities, and r_m is `ridge`
/// times the mean variance of modality m.
/// Solution: let W_m = (C_mm + r_m I)^(-1/2) whiten modality m. The matrix of blocks W_m C_ml W_l'
/// (zero where m = l) has the k eigenvectors v of largest eigenvalue; the rows of A_m are sqrt(M)
/// v_m' W_m. For two modalities this is `ridge-cca`.
///
/// Where samples lack modalities, C_mm and the mean come from the samples that have m, and C_ml
/// from those that have both (pairwise-complete). Correlations can then exceed 1, and eigenvalues
/// M - 1.
///
/// Of equal eigenvalues, directions with most of the variance of all modalities come first, as in
/// `ridge-cca`. Only directions of positive eigenvalue are aligned; there are no others to take.
/// Cost: one Gram matrix (with a ridge; an SVD without) a modality and an eigenproblem of size
/// r_1 + r_2 + ..., shared by every k.
/// Source: Kettenring, Biometrika 58, 1971; Nielsen, IEEE TIP 11, 2002.
public struct MCCA: AlignmentMethod {
  public static let name = "mcca"
  public static let card = MethodCard(
    summary: "Canonical correlation analysis of any number of modalities as one eigenproblem (SUMCOR, joint norm).",
    objective:
      "max sum over m != l of tr(A_m C_ml A_l') with sum_m A_m (C_mm + r_m I) A_m' = M I, r_m = ridge · mean "
      + "variance.",
    solution:
      "The eigenvectors of the k largest positive eigenvalues of the matrix of whitened cross-covariances; for "
      + "two modalities 'ridge-cca'.",
    cost:
      "One covariance of all views (without a ridge an SVD of each) and an eigenproblem of size r_1 + r_2 + ..., shared by every k.",
    source: "Kettenring, Biometrika 58, 1971; Nielsen, IEEE TIP 11, 2002.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of each modality")
  public var ridge = 0.1

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The positive eigenvalues, descending; at most the number of modalities less one.
    public let eigenvalues: [Double]
    let maps: [AffineMap]
    let equal: [EqualDirections]
  }

  public var takesManyModalities: Bool { true }

  /// Every sample counts for the modalities that it has.
  public var usesIncompleteSamples: Bool { true }

  public var factorisationKey: String { "\(ridge)" }

  /// Every modality is whitened.
  public var isScaleFree: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Whitens every modality and solves the eigenproblem.
  /// - Throws: `InputError` for a modality without variance, and for two modalities that no sample
  ///   has both of.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation { try factorise(pairs, route: nil) }

  /// As above, by the given route.
  func factorise(_ pairs: PairedFeatures, route: WhitenedView.Route?) throws -> Factorisation {
    let views = try WhitenedView.all(pairs, share: ridge, route: route, for: Self.name)
    let blocks =
      try pairs.present.map { try IncompleteViews.crossCovariances(views, $0, pairs.modalities, for: Self.name) }
      ?? WhitenedView.crossCovariances(views) { Matrix($0.rank, $0.rank) }
    let problem = try SymmetricEigendecomposition(blocks)
    let size = problem.values.count
    let tolerance = rankTolerance(largest: problem.values.last ?? 0, rows: size, columns: size)
    let positive = (0..<size).reversed().filter { problem.values[$0] > max(tolerance, 0) }
    let eigenvalues = positive.map { problem.values[$0] }
    let (vectors, equal) = try EqualDirections.ordered(
      problem.vectors.selectingColumns(positive),
      runs: EqualDirections.runs(of: eigenvalues, tolerance: EqualDirections.tolerance * (eigenvalues.first ?? 0))
    ) { WhitenedView.loadings(views, of: $0) }
    let length = Double(views.count).squareRoot()
    let maps = zip(views, WhitenedView.maps(views, length * vectors)).map {
      AffineMap(matrix: $1, offset: $0.offset)
    }
    return Factorisation(eigenvalues: eigenvalues, maps: maps, equal: equal)
  }

  /// Takes the k directions of largest eigenvalue.
  /// - Throws: `InputError` that names the largest k where k exceeds the number of positive
  ///   eigenvalues.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(
      k, atMost: factorisation.eigenvalues.count, "the number of directions that the modalities share", Self.name)
    return LinearAlignment(
      modalities: pairs.modalities,
      maps: factorisation.maps.map { $0.leading(k) },
      tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.eigenvalues, factorisation.eigenvalues, kept: k))
  }
}
