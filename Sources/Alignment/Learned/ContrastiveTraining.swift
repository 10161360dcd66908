import Diagnostics
import LinearAlgebra

/// The parameters that all contrastive alignments share: heads, optimiser, and how long to train.
///
/// They stand beside a method's own in a configuration, not below a key of their own.
public struct ContrastiveTraining: Codable, Sendable, Equatable {
  /// Dimension of the latent space.
  public var k = 256
  /// What maps each modality.
  public var head = HeadShape.linear
  /// Units of the hidden layer of an `mlp` head.
  public var hidden = 256
  /// What the hidden layer of an `mlp` head does to each unit.
  public var activation = Activation.gelu
  /// The share of the inputs that is set to 0 at random in each step, the others scaled up.
  public var dropout = 0.1
  /// The temperature that learning starts from.
  public var temperature = 0.5
  /// The number of passes over the pairs, which the schedule is laid out for.
  public var epochs = 200
  /// Pairs a step; 0 for all, up to `largestFullBatch`.
  public var batch = 0
  /// The largest learning rate, reached after the warm-up.
  public var learningRate = 0.002
  /// The share of all steps over which the learning rate rises.
  public var warmUp = 0.05
  /// Decoupled decay of the heads' weights, times the learning rate a step.
  public var weightDecay = 1.0
  /// The share of the pairs by whose retrieval the number of epochs and the restart are chosen; 0 for no choice.
  public var heldOut = 0.15
  /// Training stops after so many epochs without better retrieval of the held-out pairs.
  public var patience = 50
  /// Whether to train again, on all pairs, for the number of epochs chosen.
  public var refit = true
  /// Trainings from different initial weights, of which the one with the best retrieval is kept.
  public var restarts = 1
  /// What all randomness is derived from.
  public var seed: UInt64 = 0

  /// The largest number of pairs that `batch: 0` takes in one step; their similarities are a square matrix.
  public static let largestFullBatch = 4096

  /// The defaults.
  public init() {}

  /// Decodes the parameters; what is left out has its default.
  /// - Throws: `InputError` when a parameter is out of range.
  public init(from decoder: any Decoder) throws { try self.init(from: decoder, defaults: .init()) }

  init(from decoder: any Decoder, defaults: ContrastiveTraining) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<T: Decodable>(_ key: CodingKeys, _ standard: T) throws -> T {
      try container.decodeIfPresent(T.self, forKey: key) ?? standard
    }
    k = try value(.k, defaults.k)
    head = try value(.head, defaults.head)
    hidden = try value(.hidden, defaults.hidden)
    activation = try value(.activation, defaults.activation)
    dropout = try value(.dropout, defaults.dropout)
    temperature = try value(.temperature, defaults.temperature)
    epochs = try value(.epochs, defaults.epochs)
    batch = try value(.batch, defaults.batch)
    learningRate = try value(.learningRate, defaults.learningRate)
    warmUp = try value(.warmUp, defaults.warmUp)
    weightDecay = try value(.weightDecay, defaults.weightDecay)
    heldOut = try value(.heldOut, defaults.heldOut)
    patience = try value(.patience, defaults.patience)
    refit = try value(.refit, defaults.refit)
    restarts = try value(.restarts, defaults.restarts)
    seed = try value(.seed, defaults.seed)
    try check()
  }

  /// - Throws: `InputError` for the first parameter that is out of range.
  func check() throws {
    for (name, number, least) in [
      ("k", k, 1), ("hidden", hidden, 1), ("epochs", epochs, 1), ("patience", patience, 1), ("restarts", restarts, 1),
    ] where number < least {
      throw InputError(name, found: "\(number)", expected: "a whole number above 0")
    }
    guard batch == 0 || batch >= 2 else {
      throw InputError("batch", found: "\(batch)", expected: "0 for all pairs, or a whole number above 1")
    }
    for (name, number) in [("dropout", dropout), ("heldOut", heldOut), ("warmUp", warmUp)]
    where !(number >= 0 && number < 1) {
      throw InputError(name, found: "\(number)", expected: "a share, at least 0 and below 1")
    }
    guard Temperature.range.contains(temperature) else {
      throw InputError(
        "temperature", found: "\(temperature)",
        expected: "from \(Temperature.range.lowerBound) to \(Temperature.range.upperBound)")
    }
    guard learningRate > 0, learningRate.isFinite else {
      throw InputError("learningRate", found: "\(learningRate)", expected: "a finite number above 0")
    }
    guard weightDecay >= 0, learningRate * weightDecay < 1 else {
      throw InputError(
        "weightDecay", found: "\(weightDecay)", expected: "0 or more, and below 1 when multiplied by the learning rate",
        advice: "A larger decay turns the sign of every weight in each step.")
    }
  }
}
