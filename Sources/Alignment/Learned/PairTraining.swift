import Catalogue
import Diagnostics
import LinearAlgebra

/// The parameters that all learned alignments share: heads, optimiser, and how long to train.
///
/// They stand beside a method's own in a configuration, not below a key of their own.
public struct PairTraining: Codable, Sendable, Equatable {
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
  /// The share of the pairs that a fold holds out, by which the number of epochs and the restart are
  /// chosen; 0 for no choice: all epochs.
  public var heldOut = 0.3
  /// Folds that hold out pairs in turn, at most: no more than hold out each pair once, nor more than
  /// hold out 200 pairs.
  public var folds = 3
  /// The trainings of the folds stop when, for so many epochs, every epoch was clearly worse than the best.
  public var patience = 50
  /// Whether the heads are trained on all pairs at last; elsewhere on those that the first fold keeps.
  public var refit = true
  /// Trainings of the folds from different initial weights, of which the best by held-out pairs is kept.
  public var restarts = 1
  /// What all randomness is derived from.
  public var seed: UInt64 = 0

  /// The largest number of pairs that `batch: 0` takes in one step; their cosines are a square matrix.
  public static let largestFullBatch = 4096

  /// The defaults.
  public init() {}

  /// Decodes the parameters; what is left out has its default.
  /// - Throws: `InputError` when a parameter is out of range.
  public init(from decoder: any Decoder) throws { try self.init(from: decoder, defaults: .init()) }

  init(from decoder: any Decoder, defaults: PairTraining) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<T: Decodable>(_ key: CodingKeys, _ standard: T) throws -> T {
      try container.decodeIfPresent(T.self, forKey: key) ?? standard
    }
    k = try value(.k, defaults.k)
    head = try value(.head, defaults.head)
    hidden = try value(.hidden, defaults.hidden)
    activation = try value(.activation, defaults.activation)
    dropout = try value(.dropout, defaults.dropout)
    epochs = try value(.epochs, defaults.epochs)
    batch = try value(.batch, defaults.batch)
    learningRate = try value(.learningRate, defaults.learningRate)
    warmUp = try value(.warmUp, defaults.warmUp)
    weightDecay = try value(.weightDecay, defaults.weightDecay)
    heldOut = try value(.heldOut, defaults.heldOut)
    folds = try value(.folds, defaults.folds)
    patience = try value(.patience, defaults.patience)
    refit = try value(.refit, defaults.refit)
    restarts = try value(.restarts, defaults.restarts)
    seed = try value(.seed, defaults.seed)
    try check()
  }

  /// - Throws: `InputError` for the first parameter that is out of range.
  func check() throws {
    for (name, number, least) in [
      ("k", k, 1), ("hidden", hidden, 1), ("epochs", epochs, 1), ("folds", folds, 1),
      ("patience", patience, 1), ("restarts", restarts, 1),
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
    guard learningRate > 0, learningRate.isFinite else {
      throw InputError("learningRate", found: "\(learningRate)", expected: "a finite number above 0")
    }
    guard weightDecay >= 0, learningRate * weightDecay < 1 else {
      throw InputError(
        "weightDecay", found: "\(weightDecay)", expected: "0 or more, and below 1 when multiplied by the learning rate",
        advice: "A larger decay turns the sign of every weight in each step.")
    }
  }

  /// The cards of these parameters, which those of a method's own follow.
  static let cards = [
    ParameterCard("k", .whole(from: 1), "dimension of the latent space"),
    ParameterCard("head", .oneOf(HeadShape.allCases.map(\.rawValue)), "what maps each modality"),
    ParameterCard("hidden", .whole(from: 1), "units of the hidden layer of an mlp head"),
    ParameterCard(
      "activation", .oneOf(Activation.allCases.map(\.rawValue)), "what the hidden layer of an mlp head does to a unit"),
    ParameterCard(
      "dropout", .number(from: 0, through: 1, openThrough: true), "share of the inputs set to 0 in each step"),
    ParameterCard("epochs", .whole(from: 1), "passes over the pairs that the schedule is laid out for"),
    ParameterCard("batch", .other("0 for all pairs, or 2 or more"), "pairs a step"),
    ParameterCard("learningRate", .number(from: 0, openFrom: true), "largest learning rate"),
    ParameterCard(
      "warmUp", .number(from: 0, through: 1, openThrough: true), "share of the steps over which the rate rises"),
    ParameterCard(
      "weightDecay", .other("from 0, and below 1 when multiplied by learningRate"), "decoupled decay of the weights"),
    ParameterCard(
      "heldOut", .number(from: 0, through: 1, openThrough: true),
      "share of the pairs that a fold holds out to choose epochs and restart; 0 for all epochs"),
    ParameterCard(
      "folds", .whole(from: 1), "folds that hold out pairs in turn, fewer where 200 pairs are held out by fewer"),
    ParameterCard("patience", .whole(from: 1), "epochs that are clearly worse than the best after which folds stop"),
    ParameterCard("refit", .flag, "whether to train on all pairs at last"),
    ParameterCard("restarts", .whole(from: 1), "trainings of which the best is kept"),
    ParameterCard("seed", .whole(from: 0), "what all randomness is derived from"),
  ]
}
