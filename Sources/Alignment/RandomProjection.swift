import LinearAlgebra
import Parameters
import Randomness

/// Sanity: each modality through a random matrix of its own.
///
/// A_m is k x d_m with independent normal entries of variance 1 / k, drawn from the seed and the
/// name of the modality. The pairs are not looked at. Distances within a modality are kept on
/// average, and modalities have nothing to do with each other. What such latents reach is not due
/// to alignment.
public struct RandomProjection: AlignmentMethod {
  public static let name = "random-projection"
  public static let card = MethodCard(
    summary: "Sanity: each modality through a random matrix of its own.",
    objective: "None: A_m has independent normal entries of variance 1 / k.",
    solution: "Drawn from the seed and the name of the modality; the pairs are not looked at.",
    cost: "k (d_1 + d_2) random numbers.",
    source: "Johnson and Lindenstrauss 1984, for distances within a modality.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter(.whole(from: 0), "what the matrices are drawn from") public var seed: UInt64 = 0

  public init() {}

  public var takesManyModalities: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// The matrices, and latents of k numbers.
  public func heldNumbers(features: [Int], pairs: Int, samples: Int) -> Int {
    2 * k * features.reduce(0, +) + 3 * k * (pairs + samples)
  }

  /// Draws the matrices.
  public func fit(_: Void, pairs: PairedFeatures) -> any FittedAlignment {
    let maps = zip(pairs.modalities, pairs.views).map { modality, view in
      var generator = Seed(base: seed).deriving(Self.name, modality).generator
      let entries = (0..<(k * view.rows)).map { _ in generator.normal() / Double(k).squareRoot() }
      return AffineMap(matrix: Matrix(k, view.rows, columnMajor: entries))
    }
    return LinearAlignment(modalities: pairs.modalities, maps: maps)
  }
}
