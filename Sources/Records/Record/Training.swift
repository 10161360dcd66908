extension TrialRecord {
  /// What a training by gradient reached, and how its number of epochs was chosen.
  public struct Training: Codable, Sendable, Equatable {
    /// The epochs that the heads were trained for.
    public var epochs: Int
    /// The epochs that the schedule was laid out for.
    public var scheduled: Int
    /// The restart chosen, counted from 0.
    public var restart: Int
    /// What held-out pairs said; null where none were held out, so that all epochs were taken.
    public var heldOut: HeldOut?

    package init(epochs: Int, scheduled: Int, restart: Int, heldOut: HeldOut?) {
      (self.epochs, self.scheduled, self.restart, self.heldOut) = (epochs, scheduled, restart, heldOut)
    }

    /// How well held-out pairs found one another as training went on.
    public struct HeldOut: Codable, Sendable, Equatable {
      /// The parts of the pairs that were held out in turn.
      public var folds: Int
      /// What was compared in all folds: pairs; of frames alone a set of these.
      public var count: Int
      /// The epochs after which they were compared; 0 is the start, which is never chosen.
      public var epochs: [Int]
      /// The mean reciprocal rank of the partners at each of these, both ways, to four digits.
      public var meanReciprocalRank: [Double]
      /// Whether the epoch chosen is better than the start by more than two standard errors of the
      /// difference. Where it is not, they do not show that training helped.
      public var isBetterThanStart: Bool

      package init(
        folds: Int, count: Int, epochs: [Int], meanReciprocalRank: [Double], isBetterThanStart: Bool
      ) {
        (self.folds, self.count, self.epochs) = (folds, count, epochs)
        (self.meanReciprocalRank, self.isBetterThanStart) = (meanReciprocalRank, isBetterThanStart)
      }
    }
  }
}

extension TrialRecord.Training {
  /// What a person should know of the training; nil where nothing is odd.
  package var warning: String? {
    guard let heldOut, !heldOut.isBetterThanStart, let start = heldOut.meanReciprocalRank.first,
      let place = heldOut.epochs.firstIndex(of: epochs)
    else { return nil }
    return """
      \(heldOut.count) held-out pairs find one another no better after \(epochs) epochs than before training \
      (mean reciprocal rank \(heldOut.meanReciprocalRank[place]), and \(start) at the start), so they do not show that \
      training helped: use more pairs, or compare with a method that has a formula
      """
  }
}
