import LinearAlgebra

/// Contrastive alignment: heads trained so that a sample's partner is the most similar of all partners in the batch.
///
/// Objective: the symmetric InfoNCE loss of the cosines of the latents over a learned temperature, kept within .01 and
/// 100; AdamW with decoupled decay of the weights, a warm-up and a cosine schedule. The number of epochs and the restart
/// are those with the best retrieval (R@1 both ways, then reciprocal rank) of held-out *pairs*; then the heads are
/// trained on all pairs for as long. No label is seen. Features are standardised inside, and latents have length 1 in
/// the loss and in `embed`.
///
/// Defaults are the recipe that held-out pairs of UTD-MHAD ask for; see the folder's README.
/// Cost: epochs · (6 k (d_1 + d_2) n + 6 k n²) operations with linear heads and one batch, twice with `refit`.
/// Source: van den Oord et al., arXiv 1807.03748; Radford et al., ICML 2021.
public struct InfoNCE: AlignmentMethod {
  /// `infonce`.
  public static let name = "infonce"

  /// Heads, optimiser, and how long to train.
  public var training: ContrastiveTraining

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when one is out of range.
  public init(_ training: ContrastiveTraining = .init()) throws {
    try training.check()
    self.training = training
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws { training = try ContrastiveTraining(from: decoder) }

  /// Encodes all parameters, at one level.
  public func encode(to encoder: any Encoder) throws { try training.encode(to: encoder) }

  /// All parameters: training is the costly step, and both directions share it.
  public var factorisationKey: String { "\(training)" }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges.
  public func factorise(_ pairs: PairedFeatures) throws -> ContrastiveAlignment {
    let trainer = ContrastiveTrainer(
      method: Self.name, training: training, loss: InfoNCELoss(temperature: training.temperature))
    return try trainer.alignment(StandardisedPairs(pairs, method: Self.name), modalities: pairs.modalities)
  }

  /// What was trained.
  public func fit(_ factorisation: ContrastiveAlignment, pairs: PairedFeatures) -> any FittedAlignment { factorisation }
}

extension ContrastiveTrainer {
  /// The fitted alignment of the modalities with the given names.
  func alignment(_ pairs: StandardisedPairs, modalities: [String]) throws -> ContrastiveAlignment {
    let (model, report) = try fit(pairs)
    return ContrastiveAlignment(
      modalities: modalities, training: report, model: model, offsets: pairs.offsets, factors: pairs.factors)
  }
}
