import Metrics
import Records

/// What a trial found out, before it becomes a record.
struct TrialOutcome {
  /// The test rows that are scored: those that have the modality that is recognised.
  var rows: [Int] = []
  /// The class predicted for each of them; nil for a bound that predicts nothing.
  var predicted: [Int?]?
  /// The distance of the two latents of each of them, nil where one is missing; nil without
  /// latents.
  var latentDistances: [Double?]?
  var scores: [String: Double?] = [:]
  var training: [TrialRecord.Training]?
  var matching: TrialRecord.Matching?
  var latent: TrialRecord.LatentReport?
  var latentPlane: TrialRecord.LatentPlane?
  var fitSeconds: Double?
  var selection: TrialRecord.Selection?
  var selectionSeconds: Double?
  var calibration: TrialRecord.Calibration?
}
