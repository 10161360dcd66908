import Alignment
import Classifiers
import Metrics
import Records

extension TrialRun {
  /// The trial's decoding with the penalty that inner folds choose for an alignment; nil where nothing is to be chosen.
  func calibration(
    of method: any AlignmentMethod
  ) throws -> (decoding: any DecodingMethod, report: TrialRecord.Calibration)? {
    guard let stacking = trial.decoding?.method as? CalibratedStacking, stacking.penalty == .chosen else { return nil }
    let report = try AlignmentSelector(
      data: data, direction: trial.direction, classifier: trial.classifier.method,
      sourceLatents: trial.description.sourceLatents
    ).calibration(of: method)
    return (try CalibratedStacking { $0.penalty = .fixed(report.penalty) }, report)
  }

  /// The scores on paired and on never-paired classes; none where the test does not hold both by design.
  func generalisedScores(_ confusion: ConfusionMatrix) -> [String: Double?] {
    guard let seen = data.split.seenClasses else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: GeneralisedMetric.all.map { ($0.description.name, $0(confusion, seenClasses: seen)) })
  }
}
