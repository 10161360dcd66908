import Alignment

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
    }
  }
}

extension TrialRecord.Training {
  init(_ report: TrainingReport) {
    self.init(
      epochs: report.epochs, scheduled: report.scheduled, restart: report.restart,
      heldOut: report.heldOut.map { curve in
        HeldOut(
          folds: curve.folds, count: curve.count, epochs: curve.epochs,
          meanReciprocalRank: curve.meanReciprocalRanks.map { ($0 * 1e4).rounded() / 1e4 },
          isBetterThanStart: curve.isBetterThanStart)
      })
  }

  /// What a person should know of the training; nil where nothing is odd.
  var warning: String? {
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
