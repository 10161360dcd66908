import Parameters
import LinearAlgebra

/// Deep canonical correlation analysis: heads trained for the largest total correlation of their outputs.
///
/// Objective: max of the trace norm of T = S_11^-1/2 S_12 S_22^-1/2 with the covariances S of the outputs over the batch and
/// S_mm + r_m I in the place of S_mm, r_m = `ridge` times the mean variance of the outputs of modality m. Training and choice
/// by held-out pairs are those of `InfoNCE`. A last linear, equally regularised CCA on the outputs for the training pairs
/// makes the latents canonical variates; held-out pairs are compared through it, by cosine.
///
/// The objective needs covariances: take the whole batch, or batches much larger than k.
/// Cost: epochs · (6 k (d_1 + d_2) n + 10 k² n + 20 k³) operations with linear heads and one batch, and up to
/// 2.1 times as many for the folds.
/// Source: Andrew et al., ICML 2013.
public struct DeepCCA: LearnedAlignmentMethod {
  public static let name = "deep-cca"
  public static let card = MethodCard(
    summary: "heads trained for the largest total canonical correlation of their outputs, then CCA",
    objective: "max ||S11^-1/2 S12 S22^-1/2||_tr, S of the heads' outputs, Smm + r I in the place of Smm",
    solution:
      "AdamW with warm-up and cosine schedule; epochs and restart by held-out pairs of up to 3 folds, then a refit",
    cost:
      "epochs · (6 k (d1 + d2) n + 10 k² n + 20 k³) operations with linear heads and one batch, and up to 2.1 times as many for the folds",
    source: "Andrew et al., ICML 2013")

  /// Fewer dimensions than elsewhere: each needs a correlation of its own.
  @ParameterGroup({ $0.k = 64 }) public var training: PairTraining
  @Parameter(.number(from: 0, openFrom: true), "ridge as a share of the mean variance of the outputs")
  public var ridge = 0.1

  public init() {}

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges, and one that names the largest k where k exceeds it.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try checkK(pairs)
    var training = training
    // What a fold keeps has to bear k too: where it cannot, nothing is held out, and the report says so.
    if training.k >= pairs.count - Int(training.heldOut * Double(pairs.count)) { training.heldOut = 0 }
    return try PairTrainer(method: Self.name, training: training, loss: DeepCCALoss(ridge: ridge)).alignment(pairs)
  }

  /// There are no more canonical variates than the outputs of the heads have directions: with linear heads, the features;
  /// in any case one fewer than the pairs, and no more than hidden units.
  private func checkK(_ pairs: StandardisedPairs) throws {
    switch training.head {
    case .linear:
      let ranks = try pairs.views.map { try SingularValueDecomposition($0).rank }
      try Check.k(
        training.k, atMost: min(ranks.min() ?? 0, pairs.count - 1), "the smaller rank of the two modalities", Self.name)
    case .mlp:
      try Check.k(
        training.k, atMost: min(training.hidden, pairs.count - 1), "the hidden units, and one fewer than the pairs",
        Self.name)
    }
  }
}
