import Parameters

/// Alignment by redundancy reduction: dimension i of both modalities the same, others uncorrelated.
///
/// Objective: 1/k (sum of (1 - C_ii)² + `redundancy` · sum over i ≠ j of C_ij²), with C the
/// correlations over the batch of the dimensions of z1 and z2. Training and choice by held-out
/// pairs are as in `InfoNCE`, with retrieval by cosine.
///
/// `embed` standardises each dimension by the training pairs, as the loss does by each batch: the
/// scale of the outputs means nothing to it.
/// Cost: epochs · (6 k (d_1 + d_2) n + 6 k² n) operations with linear heads and one batch, and up
/// to 2.1 times as many for the folds.
/// Source: Zbontar et al., ICML 2021 (arXiv 2103.03230).
public struct BarlowTwins: LearnedAlignmentMethod {
  public static let name = "barlow-twins"
  public static let card = MethodCard(
    summary: "heads trained so that the cross-correlation of the latents is the identity",
    objective: "min 1/k (sum_i (1 - C_ii)² + r · sum over i ≠ j of C_ij²), C = corr(z1, z2)",
    solution:
      "AdamW with warm-up and cosine schedule; epochs and restart by held-out pairs of up to 3 folds, then a refit",
    cost:
      "epochs · (6 k (d1 + d2) n + 6 k² n) operations with linear heads and one batch, and up to 2.1 times as many for the folds",
    source: "Zbontar et al., ICML 2021 (arXiv 2103.03230)")

  @ParameterGroup({ $0.learningRate = 0.004 }) public var training: PairTraining
  @Parameter(.number(from: 0), "weight of each squared correlation of different dimensions")
  public var redundancy = 0.05

  public init() {}

  /// True.
  public static var comparesDimensions: Bool { true }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try PairTrainer(method: Self.name, training: training, loss: BarlowTwinsLoss(redundancy: redundancy)).alignment(
      pairs)
  }
}
