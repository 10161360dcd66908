import Catalogue
import Diagnostics

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
public struct InfoNCE: LearnedAlignmentMethod {
  /// `infonce`.
  public static let name = "infonce"

  /// What `hartransfer alignments infonce` prints.
  public static let card = MethodCard(
    summary: "heads trained so that a partner is the most similar of all in the batch",
    objective: "min mean over both ways of -log softmax(cos(z1, z2) / t) at the partners, t learned",
    solution: "AdamW with warm-up and cosine schedule; epochs and restart by retrieval of held-out pairs, then a refit",
    cost: "epochs · (6 k (d1 + d2) n + 6 k n²) operations with linear heads and one batch, twice with refit",
    source: "van den Oord et al., arXiv 1807.03748; Radford et al., ICML 2021",
    parameters: PairTraining.cards + [
      ParameterCard("temperature", .number(from: 0.01, through: 100), "temperature that learning starts from")
    ])

  /// The defaults of the shared parameters.
  public static var defaults: PairTraining {
    PairTraining()
  }

  /// Heads, optimiser, and how long to train.
  public var training: PairTraining
  /// The temperature that learning starts from.
  public var temperature: Double

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when one is out of range.
  public init(_ training: PairTraining = InfoNCE.defaults, temperature: Double = 0.5) throws {
    try training.check()
    try Temperature.check(temperature)
    self.training = training
    self.temperature = temperature
  }

  private enum CodingKeys: CodingKey { case temperature }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      PairTraining(from: decoder, defaults: Self.defaults),
      temperature: container.decodeIfPresent(Double.self, forKey: .temperature) ?? 0.5)
  }

  /// Encodes all parameters, at one level.
  public func encode(to encoder: any Encoder) throws {
    try training.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(temperature, forKey: .temperature)
  }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try PairTrainer(method: Self.name, training: training, loss: InfoNCELoss(temperature: temperature)).alignment(pairs)
  }
}
