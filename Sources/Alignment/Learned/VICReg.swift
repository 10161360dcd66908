import Parameters

/// Alignment by variance, invariance and covariance: partners close, no dimension without content.
///
/// Objective: `invariance` · mean of
/// (z1 - z2)² + `variance` · (v(z1) + v(z2)) + `covariance` · (c(z1) + c(z2)). v is half the mean
/// over dimensions of max(0, 1 - standard deviation). c is the sum of the squared covariances of
/// different dimensions, over k. No samples are contrasted; the second and third term keep latents
/// from collapsing. Training and choice by held-out pairs are as in `InfoNCE`, with retrieval by
/// cosine.
///
/// `embed` gives the latents in the loss's own units, minus the common mean of both modalities.
/// Distances of partners are those that were made small, and deviations are near 1.
/// Cost: epochs · (6 k (d_1 + d_2) n + 8 k² n) operations with linear heads and one batch, and up
/// to 2.1 times as many for the folds.
/// Source: Bardes et al., ICLR 2022 (arXiv 2105.04906), weights 25, 25 and 1.
public struct VICReg: LearnedAlignmentMethod {
  public static let name = "vicreg"
  public static let card = MethodCard(
    summary: "heads trained for close partners, with variance kept up and covariance kept down",
    objective: "min a · mean (z1 - z2)² + b · sum of mean max(0, 1 - sd(z)) / 2 + c · sum of off-diagonal cov(z)² / k",
    solution:
      "AdamW with warm-up and cosine schedule; epochs and restart by held-out pairs of up to 3 folds, then a refit",
    cost:
      "epochs · (6 k (d1 + d2) n + 8 k² n) operations with linear heads and one batch, and up to 2.1 times as many for the folds",
    source: "Bardes et al., ICLR 2022 (arXiv 2105.04906)")

  @ParameterGroup({ $0.learningRate = 0.004 }) public var training: PairTraining
  @Parameter(.number(from: 0), "weight of the distance of partners") public var invariance = 25.0
  @Parameter(.number(from: 0), "weight of the deviations' shortfall from 1")
  public var variance = 25.0
  @Parameter(.number(from: 0), "weight of the squared covariances") public var covariance = 1.0

  public init() {}

  /// True.
  public static var comparesDimensions: Bool { true }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try PairTrainer(
      method: Self.name, training: training,
      loss: VICRegLoss(invariance: invariance, variance: variance, covariance: covariance)
    ).alignment(pairs)
  }
}
