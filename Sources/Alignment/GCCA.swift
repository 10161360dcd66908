import Catalogue
import LinearAlgebra

/// Generalised canonical correlation analysis of any number of modalities (MAXVAR).
///
/// Objective: min sum_m ||G - A_m X_m||² + n r_m ||A_m||² over G and A_m with G G' = n I, where X_m are the centred
/// pairs and r_m = `ridge` times the mean variance of modality m. Solution: the rows of G are sqrt(n) times the
/// eigenvectors of the k largest eigenvalues of sum_m X_m' (X_m X_m' + n r_m I)^-1 X_m, and A_m regresses G on X_m.
///
/// With X_m = U_m diag(s_m) V_m', that matrix is L L' for L = [V_1 diag(s_1 / sqrt(s_1² + n r_1)), V_2 ..., ...], so G
/// are left singular vectors of L and nothing is squared. Without a ridge each direction is that of `mcca` in another
/// length. Cost: one SVD a modality and one of size n x (r_1 + r_2 + ...), shared by every k. Source: Carroll 1968;
/// Kettenring, Biometrika 58, 1971.
public struct GCCA: AlignmentMethod {
  /// `gcca`.
  public static let name = "gcca"

  /// What is printed about it.
  public static let card = MethodCard(
    summary: "Generalised canonical correlation analysis of any number of modalities (MAXVAR).",
    objective:
      "min sum_m ||G - A_m X_m||² + n r_m ||A_m||² over G, A_m with G G' = n I, r_m = ridge · mean variance of "
      + "modality m.",
    solution:
      "G from the top k eigenvectors of the summed (ridge) projections on to the views; A_m regresses G on X_m.",
    cost: "One SVD of each view and one of size n x (r_1 + r_2 + ...), shared by every k.",
    source: "Carroll, APA convention 1968; Kettenring, Biometrika 58, 1971.",
    parameters: [
      ParameterCard("k", .whole(from: 1), "dimension of the latent space"),
      ParameterCard("ridge", .number(from: 0), "ridge as a share of the mean variance of each modality"),
    ])

  /// Dimension of the latent space.
  public var k: Int
  /// The ridge as a share of the mean variance of each modality.
  public var ridge: Double

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when a parameter is out of range.
  public init(k: Int = 64, ridge: Double = 0.1) throws {
    try Check.positive(k, "k")
    try Check.notNegative(ridge, "ridge")
    self.k = k
    self.ridge = ridge
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      k: container.decodeIfPresent(Int.self, forKey: .k) ?? 64,
      ridge: container.decodeIfPresent(Double.self, forKey: .ridge) ?? 0.1)
  }

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The eigenvalues that are not zero, descending: between 0 and the number of modalities, which means full
    /// agreement.
    public let agreements: [Double]
    let maps: [AffineMap]
  }

  /// The ridge.
  public var factorisationKey: String { "\(ridge)" }

  /// Each ridge follows the variance of its modality.
  public var isScaleFree: Bool { true }

  /// Finds the directions on which the modalities agree.
  /// - Throws: `InputError` for a modality without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    let n = Double(pairs.count)
    let views = try zip(pairs.modalities, pairs.views).map { try CentredView($1, of: $0, for: Self.name) }
    let ridges = views.map { $0.ridge(ridge) }
    let smoothed = zip(views, ridges).map { $0.whitened(ridge: $1).scores }
    let shared = try SingularValueDecomposition(Matrix.stackedHorizontally(smoothed))
    let rank = shared.rank
    let codes = shared.u.columns(0..<rank)
    let maps = zip(views, ridges).map { view, r in
      let factors = view.values.map { n.squareRoot() * $0 / ($0 * $0 + n * r) }
      let regression = Matrix.product(codes, view.v, transposing: .first).scalingColumns(by: factors)
      return AffineMap(matrix: Matrix.product(regression, view.u, transposing: .second), offset: view.offset)
    }
    return Factorisation(agreements: shared.values.prefix(rank).map { $0 * $0 / n }, maps: maps)
  }

  /// Takes the k directions of largest agreement.
  /// - Throws: `InputError` that names the largest k where k exceeds the joint rank of the modalities.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(k, atMost: factorisation.agreements.count, "the joint rank of the modalities", Self.name)
    return LinearAlignment(
      modalities: pairs.modalities,
      maps: factorisation.maps.map { AffineMap(matrix: $0.matrix.rows(0..<k), offset: $0.offset) })
  }
}
