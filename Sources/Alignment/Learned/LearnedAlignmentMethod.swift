/// An alignment that is trained by gradient on standardised pairs.
///
/// Training is the costly step: `factorise` does all of it, and both directions share it.
public protocol LearnedAlignmentMethod: AlignmentMethod where Factorisation == LearnedAlignment {
  /// Heads, optimiser, and how long to train.
  var training: PairTraining { get }

  /// Whether the loss compares dimensions, by k x k matrices, and not samples.
  static var comparesDimensions: Bool { get }

  /// Trains on pairs that are standardised already.
  ///
  /// With `heldOut: 0` this is one training of exactly `epochs` epochs, and nothing else.
  /// - Throws: `InputError` where training diverges.
  func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment
}

extension LearnedAlignmentMethod {
  /// Not what belongs to a term without weight.
  public func isWritten(_ parameter: String) -> Bool { training.isWritten(parameter) }

  /// False: samples.
  public static var comparesDimensions: Bool { false }

  /// The heads in double precision, with gradients and moments in single; what a step of training
  /// holds; latents of k numbers.
  public func heldNumbers(features: [Int], pairs: Int, samples: Int) -> Int {
    let (k, hidden) = (training.k, training.hidden)
    let weights = features.reduce(0) { sum, d in
      sum + (training.head == .linear ? k * (d + 1) : hidden * (d + 1) + k * (hidden + 1))
    }
    let batch = min(training.batch == 0 ? PairTraining.largestFullBatch : training.batch, pairs)
    let queue = training.regularisation.distillation > 0 ? training.regularisation.queue : 0
    let step = 2 * batch * (2 * k + hidden + queue) + (Self.comparesDimensions ? 6 * k * k : 2 * batch * batch)
    return 4 * weights + step + 3 * k * (pairs + samples) + queue * k
  }

  /// None: every feature is standardised.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .none }

  /// False: the fitted alignment is a `LearnedAlignment`.
  public var isLinear: Bool { false }

  /// Standardises and trains.
  /// - Throws: `InputError` for pairs that cannot be trained on, and where training diverges.
  public func factorise(_ pairs: PairedFeatures) throws -> LearnedAlignment {
    try train(StandardisedPairs(pairs, method: Self.name))
  }
}
