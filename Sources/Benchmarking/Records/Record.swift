import FeatureStore
import Foundation
import Metrics
import Splits

/// All there is to know of one trial: what was run, on which rows, what came out, and where.
///
/// Everything but `run` depends on the description and the data alone: the same trial gives the same bytes. `run` holds
/// times and dates and nothing else.
public struct Record: Codable, Sendable {
  /// The version of this form; a change of code that changes results changes it too.
  public static let currentSchema = "hartransfer-record/1"

  /// The form's version.
  public var schema: String
  /// SHA-256 over everything that shaped the trial; also the file's name.
  public var key: String
  /// What was run.
  public var trial: TrialDescription
  /// SHA-256 of the data of each modality.
  public var data: [String: String]
  /// Names of the classes.
  public var classNames: [String]
  /// The rows by role.
  public var roles: Roles
  /// The classes that could be predicted.
  public var candidateClasses: [Int]
  /// Why the trial failed; null where it did not.
  public var error: String?
  /// What was predicted; null for a bound without predictions and a failed trial.
  public var predictions: Predictions?
  /// Truth by prediction; null where there are no predictions.
  public var confusion: ConfusionMatrix?
  /// Each metric by name; null where it does not exist.
  public var scores: [String: Double?]
  /// What tells whether the latent space holds anything; null for a bound.
  public var latent: LatentReport?
  /// The programs and libraries.
  public var provenance: Provenance
  /// Times and dates.
  public var run: RunTimes

  /// The predictions on the test rows, row by row.
  public struct Predictions: Codable, Sendable, Equatable {
    /// Ids of the test samples.
    public var ids: [String]
    /// Their subjects.
    public var subjects: [Int]
    /// Their classes.
    public var truth: [Int]
    /// The class predicted from the target modality; null where the classifier knew no candidate.
    public var predicted: [Int?]
    /// The distance of the two latents of each sample; null for a bound, which has no latents.
    public var latentDistances: [Double]?

    /// Whether each prediction is right, as 1 or 0.
    public var hits: [Double] { zip(truth, predicted).map { $0 == $1 ? 1 : 0 } }
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
  }

  /// Times and dates of the run that made the record.
  public struct RunTimes: Codable, Sendable {
    /// When the trial began, ISO 8601.
    public var startedAt: String
    /// Seconds to fit the alignment, its factorisation included (which other trials may share).
    public var fitSeconds: Double?
    /// Seconds for the whole trial without encoding.
    public var seconds: Double
  }
}
