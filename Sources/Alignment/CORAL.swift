import LinearAlgebra
import Parameters

/// Correlation alignment: the source gets the covariance of the target.
///
/// Objective: min ||A C_s A' - C_t|| with the covariances C of the centred source and target.
/// Solution: latents are C_t^(1/2) C_s^(-1/2) x for the source and y for the target, with symmetric
/// roots. Each covariance has a ridge of `ridge` times the mean variance of its modality. (The
/// paper adds the identity, which makes sense only for features of unit size.) Views of unequal
/// size are matched first (`MatchedViews`): component i of one stands for component i of the other.
///
/// Pairing is not used. Only the covariance of each modality enters, so permuting the columns of
/// one view changes nothing.
/// Cost: an SVD a view and products of size p x p, p the smaller number of features.
/// Source: Sun, Feng, Saenko, "Return of frustratingly easy domain adaptation", AAAI 2016.
public struct CORAL: AlignmentMethod {
  public static let name = "coral"
  public static let card = MethodCard(
    summary: "Correlation alignment: the source is given the covariance of the target; pairing is not used.",
    objective: "min ||A C_s A' - C_t|| with the covariances C of the centred source and target.",
    solution:
      "C_t^(1/2) C_s^(-1/2), symmetric roots, both covariances with a ridge; the larger view in principal "
      + "components.",
    cost: "An SVD of each view and products of size p x p, p the smaller number of features.",
    source: "Sun, Feng, Saenko, AAAI 2016 (which adds the identity for a ridge).")

  @Parameter(.number(from: 0), "ridge as a share of the mean variance of each modality")
  public var ridge = 0.1

  public init() {}

  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .place(pairs.places.target) }

  /// The source is mapped to the target.
  public var dependsOnDirection: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// Finds the map of the source.
  /// - Throws: `InputError` for more than two modalities or a source without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> LinearAlignment {
    try Check.twoModalities(pairs, Self.name)
    let matched = try MatchedViews(pairs)
    let (source, target) = pairs.places
    let from = try CentredView(matched.views[source], of: pairs.modalities[source], for: Self.name)
    let into = try CentredView(matched.views[target])
    let map = root(of: into, inverse: false) * root(of: from, inverse: true)
    var maps = matched.maps
    maps[source] = AffineMap(matrix: map * maps[source].matrix, offset: maps[source].offset)
    return LinearAlignment(modalities: pairs.modalities, maps: maps, tie: matched.tie)
  }

  /// (C + r I)^(1/2) or its pseudo-inverse, p x p.
  private func root(of view: CentredView, inverse: Bool) -> Matrix<Double> {
    let r = view.ridge(ridge)
    func power(_ variance: Double) -> Double {
      let root = variance.squareRoot()
      return inverse ? (root > 0 ? 1 / root : 0) : root
    }
    let outside = power(r)
    let factors = view.variances.map { power($0 + r) - outside }
    let inside = Matrix.product(view.u.scalingColumns(by: factors), view.u, transposing: .second)
    return inside + outside * Matrix.identity(view.offset.count)
  }
}
