import LinearAlgebra
import Parameters
import Randomness

/// Relative representations: each sample by its cosines to anchors that both modalities have.
///
/// Anchors are pairs. Latent j of a sample x of modality m is the cosine of x - mean_m and
/// anchor_j - mean_m, both in the features of modality m. So latents of two modalities share a
/// space without any map between them, and are comparable as far as their geometries are. A sample
/// or an anchor at the mean has cosine 0.
///
/// All pairs are anchors if there are at most `anchors`; otherwise `seed` draws that many.
/// Cost: one product of size anchors x d x n. The latents are anchors x n numbers; more than 8 GiB
/// are refused beforehand.
/// Source: Moschella et al., "Relative representations enable zero-shot latent space
/// communication", ICLR 2023 (which leaves the mean in).
public struct RelativeRepresentation: AlignmentMethod {
  public static let name = "relative"
  public static let card = MethodCard(
    summary: "Relative representation: each sample by its cosines to pairs that serve as anchors.",
    objective: "None: latent j is the cosine of x - mean and anchor_j - mean within the sample's own modality.",
    solution: "One product; all pairs are anchors up to the largest number, beyond that many drawn by the seed.",
    cost:
      "Time a d n and memory a n for a = min(anchors, pairs), so n² where every pair is an anchor; refused "
      + "where the latents of the pairs are estimated above 8 GiB.",
    source: "Moschella et al., ICLR 2023 (which leaves the mean in).")

  @Parameter(.count, "largest number of anchors, which is the latent dimension")
  public var anchors = 300
  @Parameter(.whole(from: 0), "what anchors are drawn from") public var seed: UInt64 = 0

  public init() {}

  public var takesManyModalities: Bool { true }

  /// Cosines have no unit.
  public var isScaleFree: Bool { true }

  /// Cosines are not.
  public var isLinear: Bool { false }

  /// Draws the anchors.
  /// - Throws: `InputError` where the latents of the pairs would need more than 8 GiB.
  public func fit(_: Void, pairs: PairedFeatures) throws -> any FittedAlignment {
    try AnchorSimilarities.checkMemory(anchors: min(anchors, pairs.count), samples: pairs.count)
    try Check.completeSamples(pairs, Self.name)
    let chosen = Landmarks.places(anchors, of: pairs.views, seed: Seed(base: seed).deriving(Self.name))
    let sides = zip(pairs.modalities, pairs.views).map { modality, view in
      let centred = view.addingToColumns(view.rowMeans.map { -$0 }).selectingColumns(chosen)
      return AnchorSimilarities.Side(modality: modality, offset: view.rowMeans, anchors: centred.withUnitColumns)
    }
    return AnchorSimilarities(sides: sides)
  }
}

/// Cosines to the anchors of each modality.
struct AnchorSimilarities: FittedAlignment {
  struct Side: Sendable {
    let modality: String
    let offset: [Double]
    /// The centred anchors with unit length, d x anchors.
    let anchors: Matrix<Double>
  }

  let sides: [Side]

  var latentDimension: Int { sides[0].anchors.columns }

  /// Refuses latents that would not fit.
  static func checkMemory(anchors: Int, samples: Int) throws {
    try Check.memory(
      Double(anchors) * Double(samples), "\(RelativeRepresentation.name): anchors", advice: "Set fewer anchors.")
  }

  func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let side = sides[try Check.place(of: modality, among: sides.map(\.modality))]
    try Check.features(features, side.offset.count, of: modality)
    try Self.checkMemory(anchors: latentDimension, samples: features.columns)
    let directions = features.addingToColumns(side.offset.map { -$0 }).withUnitColumns
    return Matrix.product(side.anchors, directions, transposing: .first)
  }
}
