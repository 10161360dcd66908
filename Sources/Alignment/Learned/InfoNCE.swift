import Parameters

/// Contrastive alignment: heads trained so that a sample's partner is the most similar in the
/// batch.
///
/// Objective: the symmetric InfoNCE loss of the cosines of the latents over a learned temperature
/// (.01 to 100).
/// Solution: AdamW with decoupled weight decay, a warm-up and a cosine schedule. The mean
/// reciprocal rank of held-out *pairs* over several folds chooses epochs and restart
/// (`HeldOutCurve`). Then the heads are trained on all pairs for as long. No label is seen.
/// Features are standardised inside; latents have length 1 in the loss and in `embed`.
///
/// Where frames are aligned (`FrameLevel`), `loss` says what is compared: frames of a batch of
/// clips (in sets of at most 256), the clips of the batch, or both, with the losses added. `batch`,
/// `heldOut` and retrieval then count clips. With `loss: frame` retrieval is among a sample of the
/// frames of the held-out clips, and only then have latents length 1.
///
/// Held-out pairs of UTD-MHAD chose the defaults; see the folder's README.
/// Cost: epochs · (6 k (d_1 + d_2) n + 6 k n²) operations with linear heads and one batch, and up
/// to 2.1 times as many for the folds.
/// Source: van den Oord et al., arXiv 1807.03748; Radford et al., ICML 2021.
public struct InfoNCE: LearnedAlignmentMethod {
  public static let name = "infonce"
  public static let card = MethodCard(
    summary: "heads trained so that a partner is the most similar of all in the batch",
    objective: "min mean over both ways of -log softmax(cos(z1, z2) / t) at the partners, t learned",
    solution:
      "AdamW with warm-up and cosine schedule; epochs and restart by held-out pairs of up to 3 folds, then a refit",
    cost:
      "epochs · (6 k (d1 + d2) n + 6 k n²) operations with linear heads and one batch, and up to 2.1 times as many for the folds",
    source: "van den Oord et al., arXiv 1807.03748; Radford et al., ICML 2021")

  @ParameterGroup public var training: PairTraining
  @Parameter(.temperature, "temperature that learning starts from")
  public var temperature = 0.5
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
    try train(pairs, InfoNCELoss(temperature: temperature), comparing: loss)
  }
}
