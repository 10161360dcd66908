import FeatureStore
import Foundation
import Metrics
import Splits

/// All there is to know of one trial: what was run, on which rows, what came out, and where.
///
/// Everything but `run` depends on the description and the data alone: the same trial gives the
/// same bytes. `run` holds times and dates and nothing else.
public struct TrialRecord: Codable, Sendable {
  /// The version of this form. Records of older forms are read, and brought to this one, by
  /// `RecordMigration`.
  public static let currentSchema = "hartransfer-record/3"
  /// The version of the results, part of every key: a change of code that changes results changes
  /// it, and records of other results are then not found.
  public static let resultsVersion = "hartransfer-results/8"

  public var schema: String
  /// SHA-256 over everything that shaped the trial; also the file's name.
  public var key: String
  public var trial: TrialDescription
  /// SHA-256 of the data of each modality; of frames by the clock, which depend on every
  /// modality's, of all of these data and their clocks.
  public var data: [String: String]
  /// What the trial is tied to beside its description, rows and data; left out of results before
  /// version 7.
  public var ties: TrialTies?
  public var classNames: [String]
  /// The rows by role.
  public var roles: Roles
  /// The classes that could be predicted.
  public var candidateClasses: [Int]
  /// The classes that may be paired, where the test holds rows of these and of others; left out
  /// elsewhere.
  public var pairedClasses: [Int]?
  /// Why the trial failed; null where it did not.
  public var error: String?
  /// Ids of the test samples that are not scored because they lack the modality that is recognised;
  /// left out where there are none, and of a failed trial.
  public var unscored: [String]?
  /// What was predicted; null for a bound without predictions and a failed trial.
  public var predictions: Predictions?
  /// Truth by prediction; null where there are no predictions.
  public var confusion: ConfusionMatrix?
  /// What became of the data set's recordings on their way to samples: what was left out, what was
  /// cut, which rates differ from the manifest's; left out where there is nothing to say.
  public var preparation: Preparation?
  /// Each metric by name; null where it does not exist.
  public var scores: [String: Double?]
  /// Which of several features were chosen for the split and the direction, and by what; left out
  /// where nothing was left open.
  public var featureChoice: FeatureChoice?
  /// Which of several alignments was chosen, and by what; nil where nothing was left open.
  public var selection: Selection?
  /// How the penalty of paired classes was chosen; left out where none was.
  public var calibration: Calibration?
  /// What each training by gradient reached, one a scaling where frames are aligned; left out where
  /// the alignment has a formula.
  public var training: [Training]?
  /// How a map was found without pairs; left out where none was looked for.
  public var matching: Matching?
  /// What tells whether the latent space holds anything; null for a bound.
  public var latent: LatentReport?
  /// The latents of the test rows in two dimensions; left out unless the configuration asks for
  /// them.
  public var latentPlane: LatentPlane?
  /// For each modality that its reduction kept principal components of several of equal variance;
  /// left out where none did.
  public var reductionTies: [String: Tie]?
  public var provenance: Provenance
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

  /// Times and dates of the run that made the record.
  public struct RunTimes: Codable, Sendable {
    /// When the trial began, ISO 8601.
    public var startedAt: String
    /// Seconds to fit the alignment, its factorisation included (which other trials may share).
    public var fitSeconds: Double?
    /// Seconds to choose among several alignments (which other trials may share); nil where nothing
    /// was left open.
    public var selectionSeconds: Double?
    /// Seconds for the whole trial without encoding.
    public var seconds: Double

    package init(startedAt: String, fitSeconds: Double? = nil, selectionSeconds: Double? = nil, seconds: Double) {
      (self.startedAt, self.fitSeconds) = (startedAt, fitSeconds)
      (self.selectionSeconds, self.seconds) = (selectionSeconds, seconds)
    }
  }
}
