import FeatureStore
import Foundation
import Metrics
import Splits

/// All there is to know of one trial: what was run, on which rows, what came out, and where.
///
/// Everything but `run` depends on the description and the data alone: the same trial gives the same bytes. `run` holds
/// times and dates and nothing else.
public struct TrialRecord: Codable, Sendable {
  /// The version of this form. Records of older forms are read, and brought to this one, by `RecordMigration`.
  public static let currentSchema = "hartransfer-record/3"
  /// The version of the results, part of every key: a change of code that changes results changes it, and records of
  /// other results are then not found.
  public static let resultsVersion = "hartransfer-results/7"

  /// The form's version.
  public var schema: String
  /// SHA-256 over everything that shaped the trial; also the file's name.
  public var key: String
  /// What was run.
  public var trial: TrialDescription
  /// SHA-256 of the data of each modality; of frames by the clock, which depend on every modality's, of all of these data and their clocks.
  public var data: [String: String]
  /// What the trial is tied to beside its description, rows and data; left out of results before version 7.
  public var ties: TrialTies?
  /// Names of the classes.
  public var classNames: [String]
  /// The rows by role.
  public var roles: Roles
  /// The classes that could be predicted.
  public var candidateClasses: [Int]
  /// The classes that may be paired, where the test holds rows of these and of others; left out elsewhere.
  public var pairedClasses: [Int]?
  /// Why the trial failed; null where it did not.
  public var error: String?
  /// Ids of the test samples that are not scored because they lack the modality that is recognised; left out where there are
  /// none, and of a failed trial.
  public var unscored: [String]?
  /// What was predicted; null for a bound without predictions and a failed trial.
  public var predictions: Predictions?
  /// Truth by prediction; null where there are no predictions.
  public var confusion: ConfusionMatrix?
  /// What became of the data set's recordings on their way to samples: what was left out, what was cut, which rates differ from
  /// the manifest's; left out where there is nothing to say.
  public var preparation: Preparation?
  /// Each metric by name; null where it does not exist.
  public var scores: [String: Double?]
  /// Which of several alignments was chosen, and by what; nil where nothing was left open.
  public var selection: Selection?
  /// How the penalty of paired classes was chosen; left out where none was.
  public var calibration: Calibration?
  /// What each training by gradient reached, one a scaling where frames are aligned; left out where the
  /// alignment has a formula.
  public var training: [Training]?
  /// What tells whether the latent space holds anything; null for a bound.
  public var latent: LatentReport?
  /// For each modality that its reduction kept principal components of several of equal variance; left out where none did.
  public var reductionTies: [String: Tie]?
  /// The programs and libraries.
  public var provenance: Provenance
  /// Times and dates.
  public var run: RunTimes

  /// A record without results; they are put in afterwards.
  package init(
    key: String, trial: TrialDescription, data: [String: String], ties: TrialTies? = nil, classNames: [String],
    roles: Roles, candidateClasses: [Int], error: String? = nil, scores: [String: Double?], provenance: Provenance,
    run: RunTimes
  ) {
    schema = Self.currentSchema
    (self.key, self.trial, self.data, self.ties) = (key, trial, data, ties)
    (self.classNames, self.roles, self.candidateClasses) = (classNames, roles, candidateClasses)
    (self.error, self.scores, self.provenance, self.run) = (error, scores, provenance, run)
  }

  /// The predictions on the test rows, row by row.
  public struct Predictions: Codable, Sendable, Equatable {
    /// Ids of the test samples that are scored.
    public var ids: [String]
    /// Their subjects.
    public var subjects: [Int]
    /// Their classes.
    public var truth: [Int]
    /// The class predicted from the target modality; null where the classifier knew no candidate.
    public var predicted: [Int?]
    /// The distance of the two latents of each sample, null where it lacks every source; null for a bound, which has no
    /// latents.
    public var latentDistances: [Double?]?

    package init(
      ids: [String], subjects: [Int], truth: [Int], predicted: [Int?], latentDistances: [Double?]? = nil
    ) {
      (self.ids, self.subjects, self.truth) = (ids, subjects, truth)
      (self.predicted, self.latentDistances) = (predicted, latentDistances)
    }

    /// Whether each prediction is right, as 1 or 0.
    public var hits: [Double] { zip(truth, predicted).map { $0 == $1 ? 1 : 0 } }
  }

  /// A choice among alignments, with all that was tried.
  public struct Selection: Codable, Sendable, Equatable {
    /// One candidate.
    public struct Candidate: Codable, Sendable, Equatable {
      /// All its parameters.
      public var parameters: JSONValue
      /// Its mean score over the inner folds (of an oracle, its accuracy on the test rows); nil where it could not be fitted on
      /// one of them.
      public var score: Double?
      /// Why it could not be fitted.
      public var error: String?

      package init(parameters: JSONValue, score: Double? = nil) {
        (self.parameters, self.score) = (parameters, score)
      }
    }

    /// The criterion that looks at the labels of the test: rows that it chose have no rank.
    public static let oracle = "oracle"

    /// The name of what chose.
    public var criterion: String
    /// The inner folds; 0 for an oracle.
    public var folds: Int
    /// Everything tried, in the order of the configuration.
    public var candidates: [Candidate]
    /// The parameters chosen.
    public var chosen: JSONValue
    /// Modalities whose encoders learned from all pairs of the split and were not fitted anew in the folds, as
    /// reductions are; left out where there are none.
    public var encodersOfAllPairs: [String]?

    package init(
      criterion: String, folds: Int, candidates: [Candidate], chosen: JSONValue, encodersOfAllPairs: [String]? = nil
    ) {
      (self.criterion, self.folds, self.candidates) = (criterion, folds, candidates)
      (self.chosen, self.encodersOfAllPairs) = (chosen, encodersOfAllPairs)
    }
  }

  /// Rows of the latent space by their energy over the pairs.
  public struct LatentReport: Codable, Sendable, Equatable {
    /// Dimension of the latent space.
    public var dimension: Int
    /// ||row of A_m X_m|| for each row, on the source's side of the pairs.
    public var sourceRowEnergy: [Double]
    /// The same on the target's side.
    public var targetRowEnergy: [Double]
    /// Effective rank of the source's latents of the pairs; null on collapse.
    public var sourceEffectiveRank: Double?
    /// Effective rank of the target's latents of the pairs; null on collapse.
    public var targetEffectiveRank: Double?
    /// The frames by which the target is taken later than the source, where that was estimated.
    public var frameShift: Int?
    /// That the objective did not say which directions to keep; left out where it did.
    public var tie: Tie?

    package init(
      dimension: Int, sourceRowEnergy: [Double], targetRowEnergy: [Double], sourceEffectiveRank: Double? = nil,
      targetEffectiveRank: Double? = nil, frameShift: Int? = nil, tie: Tie? = nil
    ) {
      (self.dimension, self.sourceRowEnergy, self.targetRowEnergy) = (dimension, sourceRowEnergy, targetRowEnergy)
      (self.sourceEffectiveRank, self.targetEffectiveRank) = (sourceEffectiveRank, targetEffectiveRank)
      (self.frameShift, self.tie) = (frameShift, tie)
    }
  }

  /// Directions that were equally good, of which some were kept.
  public struct Tie: Codable, Sendable, Equatable {
    /// How many were equally good.
    public var tied: Int
    /// How many of them were kept.
    public var kept: Int
    /// By what they were chosen; left out where nothing tells them apart, so that rounding did.
    public var rule: String?

    package init(tied: Int, kept: Int, rule: String?) { (self.tied, self.kept, self.rule) = (tied, kept, rule) }
  }

  /// Times and dates of the run that made the record.
  public struct RunTimes: Codable, Sendable {
    /// When the trial began, ISO 8601.
    public var startedAt: String
    /// Seconds to fit the alignment, its factorisation included (which other trials may share).
    public var fitSeconds: Double?
    /// Seconds to choose among several alignments (which other trials may share); nil where nothing was left open.
    public var selectionSeconds: Double?
    /// Seconds for the whole trial without encoding.
    public var seconds: Double

    package init(startedAt: String, fitSeconds: Double? = nil, selectionSeconds: Double? = nil, seconds: Double) {
      (self.startedAt, self.fitSeconds) = (startedAt, fitSeconds)
      (self.selectionSeconds, self.seconds) = (selectionSeconds, seconds)
    }
  }
}
