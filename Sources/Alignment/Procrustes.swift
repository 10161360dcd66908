import Parameters
import LinearAlgebra

/// Orthogonal Procrustes: the rotation or reflection of the source that comes closest to the target.
///
/// Objective: min ||R X - Y|| over orthogonal R, X the centred source, Y the centred target; views of unequal size are
/// matched first (`MatchedViews`: principal components of the larger one). Solution: R = U V' with Y X' = U diag(s) V'.
/// The latent space is the target's: latents are R x and y.
///
/// `scaled: true` also lets the source change its size: both views are first divided by their root mean square norm,
/// and the source then multiplied by sum(s) / n, the best factor. Units of a modality do not matter then. Where Y X' is
/// rank-deficient R is not unique: nothing says where directions without any covariance go. R leaves them out, and is then an
/// isometry of the others alone. Cost: products of size p x n and an SVD of size p x p. Source:
/// Schönemann, Psychometrika 31, 1966.
public struct Procrustes: AlignmentMethod {
  public static let name = "procrustes"
  public static let card = MethodCard(
    summary: "The rotation or reflection of the source that comes closest to the target.",
    objective:
      "min ||R X - Y|| over orthogonal R, X and Y the centred source and target; the larger view in principal "
      + "components.",
    solution: "R = U V' with Y X' = U diag(s) V'.",
    cost:
      "An SVD of the larger view, products of size p x n and an SVD of size p x p, p the smaller number of "
      + "features.",
    source: "Schönemann, Psychometrika 31, 1966.")

  @Parameter("whether sizes are matched too: both views at unit size, the source by the best factor")
  public var scaled = false

  public init() {}

  /// The source is mapped to the target.
  public var dependsOnDirection: Bool { true }

  /// Only where sizes are matched.
  public var isScaleFree: Bool { scaled }

  public static var frameUse: FrameUse { .moments }

  /// Finds the rotation.
  /// - Throws: `InputError` for more than two modalities.
  public func factorise(_ pairs: PairedFeatures) throws -> LinearAlignment {
    try Check.twoModalities(pairs, Self.name)
    let matched = try MatchedViews(pairs)
    let (source, target) = pairs.places
    let n = Double(pairs.count)
    let sizes = matched.views.map { view -> Double in
      let size = view.frobeniusNorm / n.squareRoot()
      return scaled && size > 0 ? size : 1
    }
    let cross =
      (1 / (n * sizes[source] * sizes[target]))
      * Matrix.product(matched.views[target], matched.views[source], transposing: .second)
    let decomposition = try SingularValueDecomposition(cross)
    // What rounding makes of products that cancel follows the sizes of the views, not what is left of them.
    let whole = matched.views.map(\.frobeniusNorm).reduce(1 / (n * sizes[source] * sizes[target]), *)
    let tolerance = rankTolerance(largest: whole, rows: cross.rows, columns: pairs.count)
    let rank = decomposition.values.count { $0 > tolerance }
    let rotation = Matrix.product(
      decomposition.u.columns(0..<rank), decomposition.v.columns(0..<rank), transposing: .second)
    let factor = (scaled ? decomposition.values.reduce(0, +) : 1) / sizes[source]
    var maps = matched.maps
    maps[source] = AffineMap(matrix: factor * (rotation * maps[source].matrix), offset: maps[source].offset)
    maps[target] = AffineMap(matrix: (1 / sizes[target]) * maps[target].matrix, offset: maps[target].offset)
    let open = decomposition.values.count - rank
    return LinearAlignment(
      modalities: pairs.modalities, maps: maps,
      tie: matched.tie ?? (open > 0 ? DirectionTie(tied: open, kept: 0, rule: .leftOut) : nil))
  }
}
