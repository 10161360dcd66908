import LinearAlgebra
import Parameters

/// The principal components of each modality by itself: a floor, since the pairs play no part.
public struct SeparateComponents: AlignmentMethod {
  public static let name = "separate-components"
  public static let card = MethodCard(
    summary: "The principal components of each modality by itself.",
    objective: "max tr(A_m C_mm A_m') with A_m A_m' = I, for each modality alone.",
    solution: "The left singular vectors of the centred features.",
    cost: "One SVD of each modality, shared by every k.",
    source: "A floor: nothing is aligned.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64

  public init() {}

  public var takesManyModalities: Bool { true }

  /// The maps onto all components, shared by every k.
  public func factorise(_ pairs: PairedFeatures) throws -> [AffineMap] {
    try pairs.modalities.indices.map { place in
      let view = try pairs.centredView(place)
      return AffineMap(matrix: view.u.transposed(), offset: view.offset)
    }
  }

  /// - Throws: `InputError` that names the largest k.
  public func fit(_ maps: [AffineMap], pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(k, atMost: maps.map(\.matrix.rows).min() ?? 0, "the smallest rank of the modalities", Self.name)
    return LinearAlignment(
      modalities: pairs.modalities, maps: maps.map { AffineMap(matrix: $0.matrix.rows(0..<k), offset: $0.offset) })
  }
}
