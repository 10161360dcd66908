import Parameters

/// Contrastive alignment by the sigmoid loss: every pairing of the batch is judged by itself.
///
/// Objective: the mean over samples of the sum over pairings of -log sigmoid(±
/// (cosine / t + b)), + for partners, with a learned temperature t (.01 to 100) and bias b. The
/// bias starts low because all but one of a sample's pairings are not partners. Training, choice by
/// held-out pairs, latents and `loss` are as in `InfoNCE`.
/// Source: Zhai et al., ICCV 2023 (arXiv 2303.15343), which starts from t = .1 and b = -10.
public struct SigLIP: LearnedAlignmentMethod {
  public static let name = "siglip"
  public static let card = MethodCard(
    summary: "heads trained by judging every pairing of the batch by itself: partners or not",
    objective: "min 1/n sum over pairings of -log sigmoid(±(cos(z1, z2) / t + b)), + for partners, t and b learned",
    solution:
      "AdamW with warm-up and cosine schedule; epochs and restart by held-out pairs of up to 3 folds, then a refit",
    cost:
      "epochs · (6 k (d1 + d2) n + 6 k n²) operations with linear heads and one batch, and up to 2.1 times as many for the folds",
    source: "Zhai et al., ICCV 2023 (arXiv 2303.15343)")

  @ParameterGroup public var training: PairTraining
  @Parameter(.temperature, "temperature that learning starts from")
  public var temperature = 0.1
  @Parameter(.number(), "bias that learning starts from") public var bias = -10.0
  @Parameter("what is compared where frames are aligned; no other level has it")
  public var loss = LossLevel.standard

  public init() {}

  /// `loss` not for whole clips, where it has no effect; nothing of a term without weight.
  public func isWritten(_ parameter: String) -> Bool {
    parameter == "loss" ? loss != .standard : training.isWritten(parameter)
  }

  public static var frameUse: FrameUse { .samples }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges, and for a `loss` that the pairs cannot have.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try train(pairs, SigLIPLoss(temperature: temperature, bias: bias), comparing: loss)
  }
}
