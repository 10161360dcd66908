import Diagnostics
import LinearAlgebra

/// Contrastive alignment by the sigmoid loss: every pairing of the batch is judged by itself, partners or not.
///
/// Objective: the mean over samples of the sum over pairings of -log sigmoid(± (cosine / t + b)), + for partners, with a
/// learned temperature t (within .01 and 100) and bias b. Training, choice by held-out pairs and latents are those of
/// `InfoNCE`. The bias starts low because all but one of a sample's pairings are not partners.
/// Source: Zhai et al., ICCV 2023 (arXiv 2303.15343), which starts from t = .1 and b = -10.
public struct SigLIP: AlignmentMethod {
  /// `siglip`.
  public static let name = "siglip"

  /// Heads, optimiser, and how long to train; the temperature starts from .1.
  public var training: ContrastiveTraining
  /// The bias that learning starts from.
  public var bias: Double

  /// The defaults of the shared parameters.
  public static var defaults: ContrastiveTraining {
    var training = ContrastiveTraining()
    training.temperature = 0.1
    return training
  }

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when one is out of range.
  public init(_ training: ContrastiveTraining = SigLIP.defaults, bias: Double = -10) throws {
    try training.check()
    guard bias.isFinite else { throw InputError("bias", found: "\(bias)", expected: "a finite number") }
    self.training = training
    self.bias = bias
  }

  private enum CodingKeys: CodingKey { case bias }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      ContrastiveTraining(from: decoder, defaults: Self.defaults),
      bias: container.decodeIfPresent(Double.self, forKey: .bias) ?? -10)
  }

  /// Encodes all parameters, at one level.
  public func encode(to encoder: any Encoder) throws {
    try training.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(bias, forKey: .bias)
  }

  /// All parameters: training is the costly step, and both directions share it.
  public var factorisationKey: String { "\(training) \(bias)" }

  /// Trains the heads.
  /// - Throws: `InputError` where training diverges.
  public func factorise(_ pairs: PairedFeatures) throws -> ContrastiveAlignment {
    let loss = SigLIPLoss(temperature: training.temperature, bias: bias)
    let trainer = ContrastiveTrainer(method: Self.name, training: training, loss: loss)
    return try trainer.alignment(StandardisedPairs(pairs, method: Self.name), modalities: pairs.modalities)
  }

  /// What was trained.
  public func fit(_ factorisation: ContrastiveAlignment, pairs: PairedFeatures) -> any FittedAlignment { factorisation }
}
