/// An alignment that is trained by gradient on standardised pairs.
///
/// Training is the costly step: `factorise` does all of it, and both directions share it.
public protocol LearnedAlignmentMethod: AlignmentMethod where Factorisation == LearnedAlignment {
  /// Heads, optimiser, and how long to train.
  var training: PairTraining { get }

  /// Trains on pairs that are standardised already.
  ///
  /// With `heldOut: 0` this is one training of exactly `epochs` epochs, and nothing else.
  /// - Throws: `InputError` where training diverges.
  func train(_ pairs: StandardisedPairs) throws -> LearnedAlignment
}

extension LearnedAlignmentMethod {
  /// Not what belongs to a term without weight.
  public func isWritten(_ parameter: String) -> Bool { training.isWritten(parameter) }

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
