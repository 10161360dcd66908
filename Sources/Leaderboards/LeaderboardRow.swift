import Records
import Metrics
import Statistics

/// One line of a leaderboard: all trials that differ in nothing but split and repetition.
///
/// Each score is the mean over the trials. What does not exist is nil, which is written as null,
/// never as 0 and never left out.
public struct LeaderboardRow: Sendable, Equatable {
  /// What was run.
  public var trial: TrialDescription
  /// Place within the board, from 1; equal scores share the better place. Nil for bounds, for
  /// alignments that an oracle selected and for incomplete rows.
  public var rank: Int?
  /// The best place in 95 % of resamples.
  public var rankLow: Int?
  /// The worst place in 95 % of resamples.
  public var rankHigh: Int?
  /// Trials with a result.
  public var trials = 0
  /// Trials that failed.
  public var failed = 0
  /// Trials of the plan without a record.
  public var missing = 0
  /// Test samples over all splits.
  public var testSamples = 0
  /// Labelled rows of a trial, mean over the trials with a result; nil where there is none.
  public var labelledRows: Double?
  /// Pairs of a trial, mean over the trials with a result; nil where there is none.
  public var pairedRows: Double?
  /// Mean labelled rows of a class, over all classes of the data set; nil where there is no trial
  /// with a result.
  var labelsPerClass: Double?
  /// Mean scores by name.
  public var scores: [String: Double] = [:]
  /// 95 % interval of the accuracy over `accuracyUnit`: Wilson's at the effective number of
  /// samples.
  public var accuracyInterval: ClosedRange<Double>?
  /// What varies in the interval of the accuracy.
  public var accuracyUnit: TestDesign.Unit?
  /// Wilson's 95 % interval of the accuracy of one split, which counts samples as independent; nil
  /// of several splits.
  public var accuracyWilson: Interval?
  /// The percentiles of the two-level bootstrap over subjects and their samples.
  public var accuracyBootstrap: Interval?
  /// Different subjects among the test samples; nil without predictions.
  public var subjects: Int?
  /// From 1: rows of one group do not differ from the best row of the group. Nil for rows without a
  /// rank.
  public var tieGroup: Int?
  /// This row beside the best one of the board; nil for the best and for rows without a rank.
  public var againstBest: AgainstBest?
  /// 95 % interval of the balanced accuracy over `accuracyUnit`, Student's.
  public var balancedAccuracyInterval: ClosedRange<Double>?
  /// 95 % interval of the macro-F1 over `accuracyUnit`, Student's.
  public var macroF1Interval: ClosedRange<Double>?
  /// 95 % interval of the mean latent distance.
  public var cmaeInterval: ClosedRange<Double>?
  /// (accuracy - floor) / (target-supervised - floor), the floor being the larger of `chance` and
  /// `majority`; nil where trials are missing.
  public var transferRatio: Double?
  /// The parameters that a selection chose, where it chose the same ones in all trials; nil
  /// otherwise.
  public var selectedParameters: JSONValue?
  /// Of a trial in which the objective did not say which directions to keep, how many were equally
  /// good, and the rule; nil where there is none.
  public var tie: TrialRecord.Tie?
  /// The least number of test rows that retrieval and neighbours of a trial were measured on, where
  /// it was a sample of them.
  public var comparedRows: Int?
  /// Mean seconds to fit the alignment.
  public var fitSeconds: Double?
  /// What of the target was seen before the test rows were named, by its standard names; nil for a
  /// protocol that is not known here.
  public var targetSeen: String?
  /// How often every split was run with other seeds; 1 of a row that draws nothing.
  public var repetitions = 1
  /// The standard deviation of the accuracy over the repetitions; nil of one.
  public var repetitionDeviation: Double?
  /// The mean accuracy with the fifth of the persons with whom the row is right least, at least
  /// one; nil unless every trial has predictions.
  public var worstFifthAccuracy: Double?
  /// What guessing at the rate of the floor exceeds with a probability of at most 5 % on as many
  /// test samples; nil where trials or floors are missing.
  public var guessingAccuracy: Double?
  /// The share of resamples in which the row is the best of the ranked rows; nil for rows without
  /// a rank.
  public var bestProbability: Double?

  /// A paired comparison with the best row of the board, on the same test samples.
  public struct AgainstBest: Sendable, Equatable {
    /// This row less the best one.
    public let comparison: PairedComparison
    /// Its p, corrected by Holm over all pairs of ranked rows.
    public let holmPValue: Double

    init(_ comparison: PairedComparison, holm: Double) {
      self.comparison = comparison
      holmPValue = holm
    }
  }

  /// The bound that this row is; nil for an alignment.
  public var bound: Bound? { Bound(rawValue: trial.alignment.name) }

  /// What chose among several alignments, as the configuration names it; nil where nothing was left
  /// open.
  public var selection: String? { trial.alignment.parameters.members["select"]?.members["by"]?.text }

  /// Whether the row may have a rank. It is no bound that knows more than an alignment may, and no
  /// oracle chose it. Predictions from elsewhere saw no more of the target, as their author says.
  public var mayRank: Bool {
    guard trial.importedRow == nil else { return trial.sawNoMoreThanMethods }
    return bound?.ranks != false && selection != TrialRecord.Selection.oracle
  }

  /// Whether every trial of the plan has a result.
  public var isComplete: Bool { failed == 0 && missing == 0 && trials > 0 }

  /// Whether the accuracy is above what guessing reaches by luck; nil where that is not known.
  public var isAboveGuessing: Bool? {
    // Equal but for rounding is not above.
    guessingAccuracy.flatMap { guessing in self["accuracy"].map { $0 > guessing + 1e-12 } }
  }

  public subscript(score: String) -> Double? { scores[score] }

  /// The 95 % interval of the score; nil of a score that has none.
  public func interval(of score: String) -> ClosedRange<Double>? {
    switch score {
    case Ordering.accuracy.score: accuracyInterval
    case Ordering.balancedAccuracy.score: balancedAccuracyInterval
    case Ordering.macroF1.score: macroF1Interval
    case Ordering.cmae.score: cmaeInterval
    default: nil
    }
  }
}
