import LinearAlgebra
import Parameters

/// Sanity: everything mapped to zero.
///
/// Its alignment error is 0 and it carries nothing. A measure that it wins does not measure
/// alignment.
public struct Collapse: AlignmentMethod {
  public static let name = "collapse"
  public static let card = MethodCard(
    summary: "Sanity: everything mapped to zero.",
    objective: "min ||A_1 X_1 - A_2 X_2|| without any constraint.",
    solution: "A_m = 0: the error is 0 and nothing is carried.",
    cost: "None.",
    source: "The trap of every alignment error that is not scale-free.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64

  public init() {}

  public var takesManyModalities: Bool { true }

  /// Zero in every unit.
  public var isScaleFree: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// The matrices, and latents of k numbers.
  public func heldNumbers(features: [Int], pairs: Int, samples: Int) -> Int {
    2 * k * features.reduce(0, +) + 3 * k * (pairs + samples)
  }

  public func fit(_: Void, pairs: PairedFeatures) -> any FittedAlignment {
    LinearAlignment(modalities: pairs.modalities, maps: pairs.views.map { AffineMap(matrix: Matrix(k, $0.rows)) })
  }
}
