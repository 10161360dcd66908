import LinearAlgebra
import Parameters

/// Deep canonical correlation analysis: heads trained for the largest total correlation of outputs.
///
/// Objective: max of the trace norm of S_11^-1/2 S_12 S_22^-1/2, S the covariances of the outputs
/// over the batch. S_mm has a ridge r_m of `ridge` times the mean variance of the outputs of
/// modality m. Training and choice by held-out pairs are as in `InfoNCE`. A last linear CCA with
/// the same ridge, on the outputs for the training pairs, makes the latents canonical variates.
/// Held-out pairs are compared after it, by cosine.
///
/// The objective needs covariances: take the whole batch, or batches much larger than k.
/// Cost: epochs · (6 k (d_1 + d_2) n + 10 k² n + 20 k³) operations with linear heads and one batch,
/// and up to 2.1 times as many for the folds.
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

  /// True.
  public static var comparesDimensions: Bool { true }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges, and one that names the largest k where k
  ///   exceeds it.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try checkK(pairs)
    var training = training
    // A fold has to keep enough pairs for k. If it cannot, nothing is held out, and the report says
    // so.
    if training.k >= pairs.count - Int(training.heldOut * Double(pairs.count)) { training.heldOut = 0 }
    return try PairTrainer(method: Self.name, training: training, loss: DeepCCALoss(ridge: ridge)).alignment(pairs)
  }

  /// The outputs of the heads bound the number of canonical variates. With linear heads the bound
  /// is the rank of the features, otherwise the number of hidden units. It is always below the
  /// number of pairs.
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
