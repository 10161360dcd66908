import LinearAlgebra
import Parameters

/// Generalised canonical correlation analysis of any number of modalities (MAXVAR).
///
/// Objective: min sum_m ||G - A_m X_m||² + n r_m ||A_m||² over G and A_m with G G' = n I. X_m are
/// the centred pairs, and r_m is `ridge` times the mean variance of modality m.
/// Solution: the rows of G are sqrt(n) times the eigenvectors of the k largest eigenvalues of sum_m
/// X_m' (X_m X_m' + n r_m I)^-1 X_m, and A_m regresses G on X_m.
///
/// With the whitening W_m = (C_mm + r_m I)^(-1/2) this matrix is L L' for
/// L = [X_1'W_1', X_2'W_2', ...] / sqrt(n). The smaller side is decomposed, so nothing is n x n
/// where pairs outnumber features. L'L has the blocks W_m C_ml W_l'; its eigenvectors v of
/// eigenvalue mu give the rows sqrt(mu) v_m' W_m of A_m. Eigenvalues within rounding of the largest
/// count as 0. Without a ridge, directions are those of `mcca` in another length.
///
/// A sample that lacks modalities counts for those it has (van de Velden and Bijmolt). The sum over
/// m runs over the n_m samples that have m, the ridge is n_m r_m, and G K G' = (sum of n_m) I,
/// where K holds the number of modalities of each sample. Then L = K^(-1/2) [X_1'W_1' / sqrt(n_1),
/// ...] with zeros for what is missing, and A_m = sqrt(mu (n_1 + n_2 + ...) / n_m) v_m' W_m.
/// Eigenvalues are given as M mu, so that M still means full agreement.
///
/// Of equal eigenvalues, directions with most of the variance of all modalities come first, as in
/// `ridge-cca`.
/// Cost: the Gram matrix of the smaller side of each modality (an SVD where the ridge is below 1e-6
/// of the total variance) and an eigenproblem of size r_1 + r_2 + ..., shared by every k.
/// Source: Carroll 1968; Kettenring, Biometrika 58, 1971; van de Velden and Bijmolt, Psychometrika
/// 71, 2006.
public struct GCCA: AlignmentMethod {
  public static let name = "gcca"
  public static let card = MethodCard(
    summary: "Generalised canonical correlation analysis of any number of modalities (MAXVAR).",
    objective:
      "min sum_m ||G - A_m X_m||² + n r_m ||A_m||² over G, A_m with G G' = n I, r_m = ridge · mean variance of "
      + "modality m.",
    solution:
      "G from the top k eigenvectors of the summed (ridge) projections on to the views; A_m regresses G on X_m.",
    cost:
      "One covariance of all views (without a ridge an SVD of each) and an eigenproblem of size r_1 + r_2 + ..., shared by every k.",
    source: "Carroll, APA convention 1968; Kettenring, Biometrika 58, 1971.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of each modality")
  public var ridge = 0.1

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The eigenvalues that are not zero, descending: between 0 and the number of modalities, which
    /// means full agreement.
    public let agreements: [Double]
    let maps: [AffineMap]
    let equal: [EqualDirections]
  }

  public var takesManyModalities: Bool { true }

  /// Every sample counts for the modalities that it has.
  public var usesIncompleteSamples: Bool { true }

  public var factorisationKey: String { "\(ridge)" }

  /// Each ridge follows the variance of its modality.
  public var isScaleFree: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Finds the directions on which the modalities agree.
  /// - Throws: `InputError` for a modality without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation { try factorise(pairs, route: nil) }

  /// As above, by the given route.
  func factorise(_ pairs: PairedFeatures, route: WhitenedView.Route?) throws -> Factorisation {
    let views = try WhitenedView.all(pairs, share: ridge, route: route, for: Self.name)
    if let present = pairs.present { return try Self.incomplete(views, present) }
    let (agreements, unordered) = try Self.joint(views)
    let (vectors, equal) = try Self.ordered(unordered, agreements, views)
    let weighted = vectors.scalingColumns(by: agreements.map { $0.squareRoot() })
    let maps = zip(views, WhitenedView.maps(views, weighted)).map { AffineMap(matrix: $1, offset: $0.offset) }
    return Factorisation(agreements: agreements, maps: maps, equal: equal)
  }

  /// Of equal agreement those first that carry most of the data's variation.
  private static func ordered(
    _ vectors: Matrix<Double>, _ agreements: [Double], _ views: [WhitenedView]
  ) throws -> (Matrix<Double>, [EqualDirections]) {
    try EqualDirections.ordered(
      vectors,
      runs: EqualDirections.runs(of: agreements, tolerance: EqualDirections.tolerance * (agreements.first ?? 0))
    ) { WhitenedView.loadings(views, of: $0) }
  }

  private static func incomplete(_ views: [WhitenedView], _ present: [[Bool]]) throws -> Factorisation {
    let modalities = Double(views.count)
    let total = Double(views.reduce(0) { $0 + $1.count })
    let shares = present[0].indices.map { sample in 1 / Double(present.count { $0[sample] }).squareRoot() }
    let blocks = zip(views, present).map { view, has in
      (1 / Double(view.count).squareRoot()) * IncompleteViews.scattered(view.scores, has)
    }
    let stack = Matrix.stackedVertically(blocks).scalingColumns(by: shares)
    let decomposition = try SingularValueDecomposition(stack)
    let rank = decomposition.rank
    let values = decomposition.values.prefix(rank)
    let agreements = values.map { modalities * $0 * $0 }
    let (vectors, equal) = try ordered(decomposition.u.columns(0..<rank), agreements, views)
    let weighted = vectors.scalingColumns(by: values.map { $0 * total.squareRoot() })
    let maps = zip(views, WhitenedView.maps(views, weighted)).map { view, map in
      AffineMap(matrix: (1 / Double(view.count).squareRoot()) * map, offset: view.offset)
    }
    return Factorisation(agreements: agreements, maps: maps, equal: equal)
  }

  /// The eigenvalues of L'L that are not zero, descending, and their eigenvectors.
  private static func joint(_ views: [WhitenedView]) throws -> (values: [Double], vectors: Matrix<Double>) {
    let size = views.reduce(0) { $0 + $1.rank }
    let n = views[0].count
    guard size <= n else {
      let shared = try SingularValueDecomposition(Matrix.stackedVertically(views.map(\.scores)))
      let rank = shared.rank
      return (shared.values.prefix(rank).map { $0 * $0 / Double(n) }, shared.u.columns(0..<rank))
    }
    let problem = try SymmetricEigendecomposition(
      WhitenedView.crossCovariances(views, diagonal: \.covariance))
    let tolerance = rankTolerance(largest: problem.values.last ?? 0, rows: size, columns: n)
    let places = (0..<size).reversed().filter { problem.values[$0] > tolerance }
    return (places.map { problem.values[$0] }, problem.vectors.selectingColumns(places))
  }

  /// Takes the k directions of largest agreement.
  /// - Throws: `InputError` that names the largest k where k exceeds the joint rank of the
  ///   modalities.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(k, atMost: factorisation.agreements.count, "the joint rank of the modalities", Self.name)
    return LinearAlignment(
      modalities: pairs.modalities,
      maps: factorisation.maps.map { $0.leading(k) },
      tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.eigenvalues, factorisation.agreements, kept: k))
  }
}
