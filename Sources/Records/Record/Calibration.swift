extension TrialRecord {
  /// The choice of a penalty by `calibrated-stacking`, on inner folds over the training rows.
  ///
  /// Accuracies are means over classes, as the teacher names the pairs left out, and then over the folds.
  public struct Calibration: Codable, Sendable, Equatable {
    /// Accuracies on the pairs left out.
    public struct Accuracies: Codable, Sendable, Equatable {
      /// On classes of which the fold has pairs.
      public var accuracySeen: Double
      /// On classes of which it has none.
      public var accuracyUnseen: Double
      /// The mean of the folds' harmonic means of the two: what the penalty is chosen by.
      public var harmonicMean: Double

      package init(accuracySeen: Double, accuracyUnseen: Double, harmonicMean: Double) {
        (self.accuracySeen, self.accuracyUnseen, self.harmonicMean) = (accuracySeen, accuracyUnseen, harmonicMean)
      }
    }

    /// What is taken off the scores of paired classes.
    public var penalty: Double
    /// The inner folds.
    public var folds: Int
    /// What the penalty reaches on them.
    public var reached: Accuracies
    /// What is reached without it.
    public var withoutPenalty: Accuracies

    package init(penalty: Double, folds: Int, reached: Accuracies, withoutPenalty: Accuracies) {
      (self.penalty, self.folds) = (penalty, folds)
      (self.reached, self.withoutPenalty) = (reached, withoutPenalty)
    }
  }
}
