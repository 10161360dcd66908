import Files
import Foundation
import Metrics

extension TrialRecord {
  /// A record of predictions from elsewhere, on the test rows of a record at hand.
  /// - Parameters:
  ///   - record: one of the board and the split, with predictions of all scored test rows.
  ///   - choice: what stands in place of the alignment.
  ///   - predicted: a class for each of its test rows, in its order.
  ///   - extra: scores that predictions alone do not give.
  ///   - provenance: the program that imports.
  package init(
    on record: TrialRecord, _ choice: TrialDescription.Choice, predicted: [Int], extra: [String: Double?],
    provenance: Provenance
  ) throws {
    var trial = record.trial
    (trial.alignment, trial.keep, trial.metrics, trial.repetition) = (choice, nil, nil, nil)
    trial.classifier = .init(name: TrialDescription.imported)
    let keys = try TrialKeys(
      roles: record.roles, candidateClasses: record.candidateClasses, checksums: record.data, ties: record.ties,
      isIncomplete: record.ties?.presence != nil, version: Self.resultsVersion)
    self.init(
      key: keys.key(try CanonicalJSON.data(trial)), trial: trial, data: record.data, ties: record.ties,
      classNames: record.classNames, roles: record.roles, candidateClasses: record.candidateClasses, scores: extra,
      provenance: provenance, run: .init(startedAt: Date().formatted(.iso8601), seconds: 0))
    (pairedClasses, unscored) = (record.pairedClasses, record.unscored)
    guard let known = record.predictions else { return }
    predictions = .init(ids: known.ids, subjects: known.subjects, truth: known.truth, predicted: predicted)
    let matrix = ConfusionMatrix(truth: known.truth, predictions: predicted, classCount: classNames.count)
    confusion = matrix
    for metric in PredictionMetric.all { scores[metric.description.name] = .some(metric(matrix)) }
    if pairedClasses != nil {
      for metric in GeneralisedMetric.all {
        scores[metric.description.name] = .some(metric(matrix, seenClasses: pairedClasses))
      }
    }
  }
}
