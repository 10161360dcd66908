import Catalogue
import LinearAlgebra

/// Sanity: everything mapped to zero.
///
/// Its alignment error is 0 and it carries nothing: a measure that it wins does not measure alignment.
public struct Collapse: AlignmentMethod {
  /// `collapse`.
  public static let name = "collapse"

  /// What is printed about it.
  public static let card = MethodCard(
    summary: "Sanity: everything mapped to zero.",
    objective: "min ||A_1 X_1 - A_2 X_2|| without any constraint.",
    solution: "A_m = 0: the error is 0 and nothing is carried.",
    cost: "None.",
    source: "The trap of every alignment error that is not scale-free.",
    parameters: [
      ParameterCard("k", .whole(from: 1), "dimension of the latent space")
    ])

  /// Dimension of the latent space.
  public var k: Int

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when k is not positive.
  public init(k: Int = 64) throws {
    try Check.positive(k, "k")
    self.k = k
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(k: container.value(.k, default: 64))
  }

  /// Any number of modalities.
  public var takesManyModalities: Bool { true }

  /// Nothing is shared.
  public var factorisationKey: String { "" }

  /// Zero in every unit.
  public var isScaleFree: Bool { true }

  /// Means and second moments of the frames.
  public static var frameUse: FrameUse { .moments }

  /// Nothing to compute.
  public func factorise(_ pairs: PairedFeatures) -> Bool { true }

  /// Zero maps.
  public func fit(_ factorisation: Bool, pairs: PairedFeatures) -> any FittedAlignment {
    LinearAlignment(
      modalities: pairs.modalities,
      maps: pairs.views.map {
        AffineMap(matrix: Matrix(k, $0.rows), offset: [Double](repeating: 0, count: $0.rows))
      })
  }
}
