import Catalogue
import Diagnostics

/// Contrastive alignment by the sigmoid loss: every pairing of the batch is judged by itself, partners or not.
///
/// Objective: the mean over samples of the sum over pairings of -log sigmoid(± (cosine / t + b)), + for partners, with a
/// learned temperature t (within .01 and 100) and bias b. Training, choice by held-out pairs and latents are those of
/// `InfoNCE`. The bias starts low because all but one of a sample's pairings are not partners.
/// Where frames are aligned, `loss` says what is compared, as in `InfoNCE`.
/// Source: Zhai et al., ICCV 2023 (arXiv 2303.15343), which starts from t = .1 and b = -10.
public struct SigLIP: LearnedAlignmentMethod {
  /// `siglip`.
  public static let name = "siglip"

  /// What `hartransfer alignments siglip` prints.
  public static let card = MethodCard(
    summary: "heads trained by judging every pairing of the batch by itself: partners or not",
    objective: "min 1/n sum over pairings of -log sigmoid(±(cos(z1, z2) / t + b)), + for partners, t and b learned",
    solution:
      "AdamW with warm-up and cosine schedule; epochs and restart by held-out pairs of up to 3 folds, then a refit",
    cost:
      "epochs · (6 k (d1 + d2) n + 6 k n²) operations with linear heads and one batch, and up to 2.1 times as many for the folds",
    source: "Zhai et al., ICCV 2023 (arXiv 2303.15343)",
    parameters: PairTraining.cards + [
      ParameterCard("temperature", .number(from: 0.01, through: 100), "temperature that learning starts from"),
      ParameterCard("bias", .number(), "bias that learning starts from"),
      LossLevel.card,
    ])

  /// The defaults of the shared parameters.
  public static var defaults: PairTraining {
    PairTraining()
  }

  /// Heads, optimiser, and how long to train.
  public var training: PairTraining
  /// The temperature that learning starts from.
  public var temperature: Double
  /// The bias that learning starts from.
  public var bias: Double
  /// What is compared where frames are aligned.
  public var loss: LossLevel

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when one is out of range.
  public init(
    _ training: PairTraining = SigLIP.defaults, temperature: Double = 0.1, bias: Double = -10,
    loss: LossLevel = .standard
  ) throws {
    try training.check()
    try Temperature.check(temperature)
    guard bias.isFinite else { throw InputError("bias", found: "\(bias)", expected: "a finite number") }
    self.training = training
    self.temperature = temperature
    self.bias = bias
    self.loss = loss
  }

  /// The frames themselves.
  public static var frameUse: FrameUse { .samples }

  private enum CodingKeys: CodingKey { case temperature, bias, loss }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      PairTraining(from: decoder, defaults: Self.defaults),
      temperature: container.decodeIfPresent(Double.self, forKey: .temperature) ?? 0.1,
      bias: container.decodeIfPresent(Double.self, forKey: .bias) ?? -10,
      loss: container.decodeIfPresent(LossLevel.self, forKey: .loss) ?? .standard)
  }

  /// Encodes all parameters, at one level; `loss` where it is not the default.
  public func encode(to encoder: any Encoder) throws {
    try training.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(temperature, forKey: .temperature)
    try container.encode(bias, forKey: .bias)
    if loss != .standard { try container.encode(loss, forKey: .loss) }
  }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges, and for a `loss` that the pairs cannot have.
  public func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    try train(pairs, SigLIPLoss(temperature: temperature, bias: bias), comparing: loss)
  }
}
