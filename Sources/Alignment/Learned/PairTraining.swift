import Diagnostics
import Parameters

/// The parameters that all learned alignments share: heads, optimiser, and how long to train.
///
/// They stand beside a method's own in a configuration, not below a key of their own.
public struct PairTraining: Parametrised, Equatable {
  @Parameter(.dimension, "dimension of the latent space") public var k = 256
  @Parameter("what maps each modality") public var head = HeadShape.linear
  @Parameter(.dimension, "units of the hidden layer of an mlp head") public var hidden = 256
  @Parameter("what the hidden layer of an mlp head does to a unit")
  public var activation = Activation.gelu
  /// The other inputs are scaled up.
  @Parameter(.share, "share of the inputs set to 0 in each step") public var dropout = 0.1
  @Parameter(.count, "passes over the pairs that the schedule is laid out for")
  public var epochs = 200
  /// All pairs are at most `largestFullBatch`.
  @Parameter(.other("0 for all pairs, or 2 to 1000000"), "pairs a step") public var batch = 0
  /// Reached after the warm-up.
  @Parameter(.number(from: 0, openFrom: true), "largest learning rate") public var learningRate = 0.002
  @Parameter(.share, "share of the steps over which the rate rises") public var warmUp = 0.05
  /// It is multiplied by the learning rate in each step.
  @Parameter(
    .other("from 0, and below 1 when multiplied by learningRate"), "decoupled decay of the weights")
  public var weightDecay = 1.0
  @Parameter(
    .share, "share of the pairs that a fold holds out to choose epochs and restart; 0 for all epochs")
  public var heldOut = 0.3
  @Parameter(
    .count,
    "folds that hold out pairs in turn, fewer where 200 pairs are held out by fewer")
  public var folds = 3
  @Parameter(
    .count, "epochs that are clearly worse than the best after which folds stop")
  public var patience = 50
  /// Without it, training ends with the pairs that the first fold keeps.
  @Parameter("whether to train on all pairs at last") public var refit = true
  @Parameter(.count, "trainings of which the best is kept") public var restarts = 1
  @Parameter(.whole(from: 0), "what all randomness is derived from") public var seed: UInt64 = 0
  @ParameterGroup public var regularisation: PairRegularisation

  /// The largest number of pairs that `batch: 0` takes in one step; their cosines are a square
  /// matrix.
  public static let largestFullBatch = 4096

  public init() {}

  /// Not what belongs to a term without weight.
  public func isWritten(_ parameter: String) -> Bool { regularisation.isWritten(parameter) }

  public func check() throws {
    guard batch == 0 || (2...1_000_000).contains(batch) else {
      throw InputError("batch", found: "\(batch)", expected: "0 for all pairs, or a whole number from 2 to 1000000")
    }
    guard weightDecay >= 0, learningRate * weightDecay < 1 else {
      throw InputError(
        "weightDecay", found: "\(weightDecay)", expected: "0 or more, and below 1 when multiplied by the learning rate",
        advice: "A larger decay turns the sign of every weight in each step.")
    }
  }
}

extension ParameterRange {
  /// A part of a whole.
  fileprivate static var share: ParameterRange { .number(from: 0, through: 1, openThrough: true) }
}
