import LinearAlgebra
import Parameters

/// Each modality less its mean over the pairs: a floor that knows no direction.
public struct MeanShift: AlignmentMethod {
  public static let name = "mean-shift"
  public static let card = MethodCard(
    summary: "Each modality less its mean over the pairs.", objective: "min ||mean(z_1) - mean(z_2)||",
    solution: "z_m: the first k of x_m - mean(x_m)", cost: "O(n d)", source: "A floor: only means meet.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64

  public init() {}

  public func fit(_: Void, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(k, atMost: pairs.views.map(\.rows).min() ?? 0, "the features of each modality", Self.name)
    let maps = pairs.views.map { AffineMap(matrix: Matrix.identity($0.rows).rows(0..<k), offset: $0.rowMeans) }
    return LinearAlignment(modalities: pairs.modalities, maps: maps)
  }
}
