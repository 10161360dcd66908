import LinearAlgebra
import Parameters

/// Canonical correlation analysis without a ridge, on the ranges of both views.
///
/// Objective: max tr(A_1 C_12 A_2') with A_m C_mm A_m' = I, C the covariances of the centred pairs.
/// It is `ridge-cca` with `ridge: 0`; directions below the house rank tolerance are left out. With
/// fewer pairs than features every correlation is 1. Directions with most of the data's variance
/// are then taken, as in `ridge-cca`. Such maps fit the pairs alone: use `pca-cca` or a ridge.
/// Cost: one SVD a view and one of size r_1 x r_2, shared by every k.
/// Source: Hotelling, Biometrika 28, 1936.
public struct CCA: AlignmentMethod {
  public static let name = "cca"
  public static let card = MethodCard(
    summary: "Canonical correlation analysis without a ridge, on the ranges of both views.",
    objective: "max tr(A_1 C_12 A_2') with A_m C_mm A_m' = I, C the covariances of the centred pairs.",
    solution:
      "'ridge-cca' with a ridge of 0. With fewer pairs than features every correlation is 1: then those directions that carry "
      + "most of the data's variance.",
    cost: "One SVD of each view and one of size r_1 x r_2 (the ranks), shared by every k.",
    source: "Hotelling, Biometrika 28, 1936.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64

  public init() {}

  /// No parameter shapes it.
  public var factorisationKey: String { "" }

  /// Both views are whitened.
  public var isScaleFree: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// The canonical directions of both views.
  /// - Throws: `InputError` for more than two modalities or a view without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> RidgeCCA.Factorisation {
    try Check.naming(Self.name, insteadOf: RidgeCCA.name) { try withoutRidge.factorise(pairs) }
  }

  /// Takes the k directions of largest correlation.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of either view.
  public func fit(_ factorisation: RidgeCCA.Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.naming(Self.name, insteadOf: RidgeCCA.name) { try withoutRidge.fit(factorisation, pairs: pairs) }
  }

  private var withoutRidge: RidgeCCA {
    get throws {
      try RidgeCCA {
        $0.k = k
        $0.ridge = 0
      }
    }
  }
}
