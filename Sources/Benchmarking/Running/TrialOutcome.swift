import Metrics

/// What a trial found out, before it becomes a record.
struct TrialOutcome {
  /// The class predicted for each test row; nil for a bound that predicts nothing.
  var predicted: [Int?]?
  /// The distance of the two latents of each test row; nil without latents.
  var latentDistances: [Double]?
  var scores: [String: Double?] = [:]
  var latent: Record.LatentReport?
  var fitSeconds: Double?
  var selection: Record.Selection?
  var selectionSeconds: Double?
}
