import LinearAlgebra
import Parameters

/// Partial least squares by the singular value decomposition of the cross-covariance.
///
/// Objective: max tr(A_1 C_12 A_2') with A_m A_m' = I, C_12 the cross-covariance of the scaled
/// pairs.
/// Solution: the rows of A_1 and A_2 are the left and right singular vectors of the k largest
/// singular values. Unlike CCA it prefers directions of large variance, so units matter unless
/// `scaling: standardised`.
///
/// C_12 is decomposed in the singular bases of the views, so its size is at most the number of
/// pairs.
/// Cost: one SVD a view and one of size r_1 x r_2, shared by every k.
/// Source: Bookstein 1994; Wegelin, "A survey of partial least squares methods", 2000.
public struct PLSSVD: AlignmentMethod {
  /// What is done to each feature first; the mean is always taken away.
  public enum Scaling: String, Codable, Sendable, CaseIterable {
    /// The mean is taken away.
    case centred
    /// The mean is taken away and the standard deviation made 1.
    case standardised
  }

  public static let name = "pls-svd"
  public static let card = MethodCard(
    summary: "Partial least squares: singular vectors of the cross-covariance.",
    objective: "max tr(A_1 C_12 A_2') with A_m A_m' = I, C_12 the cross-covariance of the scaled pairs.",
    solution: "The left and right singular vectors of the k largest singular values of C_12.",
    cost: "One SVD of each view and one of size r_1 x r_2 (the ranks), shared by every k.",
    source: "Bookstein 1994; Wegelin, 'A survey of partial least squares methods', 2000.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter("what is done to each feature first") public var scaling = Scaling.centred

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The singular values of the cross-covariance that are not zero, descending.
    public let covariances: [Double]
    let maps: [AffineMap]
    let equal: [EqualDirections]
  }

  public var factorisationKey: String { scaling.rawValue }

  /// Only where every feature is standardised.
  public var isScaleFree: Bool { scaling == .standardised }

  public static var frameUse: FrameUse { .moments }

  /// Decomposes the cross-covariance.
  /// - Throws: `InputError` for more than two modalities.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    var factors: [[Double]] = []
    let views = try pairs.views.enumerated().map { place, features in
      guard scaling == .standardised else {
        factors.append(Array(repeating: 1, count: features.rows))
        return try pairs.centredView(place)
      }
      let factor = try FeatureScaling.standardised.fitted(on: features).factor
      factors.append(factor)
      return try CentredView(features.scalingRows(by: factor))
    }
    let core =
      (1 / Double(pairs.count))
      * Matrix.product(
        views[0].v.scalingColumns(by: views[0].values), views[1].v.scalingColumns(by: views[1].values),
        transposing: .first)
    let decomposition = try SingularValueDecomposition(core)
    let rank = decomposition.rank
    let covariances = Array(decomposition.values.prefix(rank))
    let size = views[0].rank
    func parts(_ vectors: Matrix<Double>) -> [Matrix<Double>] {
      [vectors.rows(0..<size), vectors.rows(size..<vectors.rows)]
    }
    let (vectors, equal) = try EqualDirections.ordered(
      .stackedVertically([decomposition.u.columns(0..<rank), decomposition.v.columns(0..<rank)]),
      runs: EqualDirections.runs(
        of: covariances,
        tolerance: rankTolerance(largest: covariances.first ?? 0, rows: core.rows, columns: core.columns))
    ) { vectors in
      .stackedVertically(
        zip(views, parts(vectors)).map { view, part in
          part.scalingRows(by: view.values.map { $0 / (Double(view.count) * view.totalVariance).squareRoot() })
        })
    }
    let maps = zip(zip(views, factors), parts(vectors)).map { side, vectors in
      let (view, factor) = side
      let matrix = Matrix.product(vectors, view.u, transposing: .both).scalingColumns(by: factor)
      return AffineMap(matrix: matrix, offset: zip(view.offset, factor).map { $0 / $1 })
    }
    return Factorisation(covariances: covariances, maps: maps, equal: equal)
  }

  /// Takes the k directions of largest covariance.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of the
  ///   cross-covariance.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(k, atMost: factorisation.covariances.count, "the rank of the cross-covariance", Self.name)
    return LinearAlignment(
      modalities: pairs.modalities,
      maps: factorisation.maps.map { $0.leading(k) },
      tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.covariances, factorisation.covariances, kept: k))
  }
}
