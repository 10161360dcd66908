import LinearAlgebra
import Parameters

/// Ridge regression of one modality on the other with a map of rank k.
///
/// Objective: min ||Y - W X||² + n r ||W||² over W of rank at most k, notation and ridge as in
/// `ridge-map`.
/// Solution: let W_r be the full map. The left singular vectors P_k of the k largest singular
/// values of W_r [X, sqrt(n r) I] give W = P_k P_k' W_r. Latents are P_k' W_r (x - m_x) and P_k'
/// (y - m_y).
///
/// W_r [X, sqrt(n r) I] has the left singular vectors of Y V diag(s / sqrt(s² + n r)), so nothing
/// is squared.
/// Cost: one SVD of X shared by all parameters, and one of size d_y x r.
/// Source: Mukherjee and Zhu, "Reduced rank ridge regression and its kernel extensions",
/// Statistical Analysis and Data Mining 4, 2011.
public struct ReducedRankRidge: AlignmentMethod {
  public static let name = "reduced-rank-ridge"
  public static let card = MethodCard(
    summary: "Ridge regression of one modality on the other with a map of rank k.",
    objective: "min ||Y - W X||² + n r ||W||² over W of rank at most k, r = ridge · mean variance of X.",
    solution:
      "The full ridge map W_r on to the k directions P_k of Y that it predicts most: latents P_k' W_r x and "
      + "P_k' y.",
    cost: "One SVD of the modality that is mapped and one of size d_y x r, shared by every k.",
    source: "Mukherjee and Zhu, Statistical Analysis and Data Mining 4, 2011.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter("which modality is mapped into the space of which")
  public var direction = MapDirection.targetToSource
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of the features that are mapped")
  public var ridge = 0.1

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    let regression: Regression
    let map: AffineMap
    /// P, the directions of the responses by how much of them the map predicts, d_y x rank.
    let directions: Matrix<Double>
    /// How much of each is predicted, descending: singular values.
    let predicted: [Double]
    let equal: [EqualDirections]
  }

  public var factorisationKey: String { "\(direction.rawValue) \(ridge)" }

  /// That of the modality that is mapped into.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .place(direction.places(in: pairs).into) }

  /// The source is mapped, or mapped into.
  public var dependsOnDirection: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Fits the full map and decomposes what it predicts.
  /// - Throws: `InputError` for more than two modalities.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    let regression = try Regression(pairs, direction: direction)
    let r = regression.predictors.ridge(ridge)
    let n = Double(pairs.count)
    let factors = regression.predictors.values.map { $0 / ($0 * $0 + n * r).squareRoot() }
    let predicted = try SingularValueDecomposition(regression.responses.scalingColumns(by: factors))
    let values = Array(predicted.values.prefix(predicted.rank))
    let responses = pairs.views[1 - regression.from].addingToColumns(regression.responseOffset.map { -$0 })
    let size = responses.frobeniusNorm
    let (directions, equal) = try EqualDirections.ordered(
      predicted.u.columns(0..<predicted.rank),
      runs: EqualDirections.runs(
        of: values,
        tolerance: rankTolerance(largest: values.first ?? 0, rows: predicted.u.rows, columns: predicted.v.rows))
    ) { (1 / size) * Matrix.product(responses, $0, transposing: .first) }
    return Factorisation(
      regression: regression, map: regression.map(ridge: r), directions: directions, predicted: values,
      equal: equal)
  }

  /// Takes the k directions that are predicted most.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of the full map.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(k, atMost: factorisation.directions.columns, "the rank of the full map", Self.name)
    let projection = factorisation.directions.columns(0..<k).transposed()
    return factorisation.regression.alignment(
      from: AffineMap(matrix: projection * factorisation.map.matrix, offset: factorisation.map.offset),
      into: AffineMap(matrix: projection, offset: factorisation.regression.responseOffset), pairs: pairs,
      tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.predictions, factorisation.predicted, kept: k))
  }
}
