import LinearAlgebra
import Parameters

/// Ridge regression of the features of one modality on those of the other.
///
/// Objective: min ||Y - W X||² + n r ||W||², X the centred pairs of the mapped modality and Y those
/// of the other. r is `ridge` times the mean variance of X, so `ridge` means the same in all units.
/// The latent space is the centred feature space of Y: latents are W (x - m_x) and y - m_y.
/// Solution: W = Y V diag(s / (s² + n r)) U' with X = U diag(s) V'. This is as cheap for many
/// features as for many pairs, and squares nothing. `ridge: 0` gives the map of least norm. One SVD
/// serves every ridge.
/// Source: Hoerl and Kennard, Technometrics 12, 1970.
public struct RidgeMap: AlignmentMethod {
  public static let name = "ridge-map"
  public static let card = MethodCard(
    summary: "Ridge regression of the features of one modality on those of the other.",
    objective:
      "min ||Y - W X||² + n r ||W||², X the centred pairs of the modality that is mapped, r = ridge · mean "
      + "variance of X.",
    solution: "W = Y V diag(s / (s² + n r)) U' with X = U diag(s) V'; with a ridge of 0 the map of least norm.",
    cost: "One SVD of the modality that is mapped, shared by every ridge.",
    source: "Hoerl and Kennard, Technometrics 12, 1970.")

  @Parameter("which modality is mapped into the space of which")
  public var direction = MapDirection.targetToSource
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of the features that are mapped")
  public var ridge = 0.1

  public init() {}

  public var factorisationKey: String { direction.rawValue }

  /// That of the modality that is mapped into.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .place(direction.places(in: pairs).into) }

  /// The source is mapped, or mapped into.
  public var dependsOnDirection: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// The modality that is mapped into.
  public func placesWithoutLags(in pairs: PairedFeatures) -> [Int] { [direction.places(in: pairs).into] }

  /// Decomposes the features that are mapped.
  /// - Throws: `InputError` for more than two modalities.
  public func factorise(_ pairs: PairedFeatures) throws -> Regression {
    try Check.twoModalities(pairs, Self.name)
    return try Regression(pairs, direction: direction)
  }

  /// The map under the ridge.
  public func fit(_ factorisation: Regression, pairs: PairedFeatures) -> any FittedAlignment {
    let identity = AffineMap(subtracting: factorisation.responseOffset)
    return factorisation.alignment(
      from: factorisation.map(ridge: factorisation.predictors.ridge(ridge)), into: identity, pairs: pairs)
  }
}
