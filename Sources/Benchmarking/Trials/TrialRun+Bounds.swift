import Diagnostics
import Metrics
import Records

extension TrialRun {
  /// Guessing.
  var chance: TrialOutcome {
    TrialOutcome(rows: rows.test, scores: [PredictionMetric.accuracy.description.name: 1 / Double(candidates.count)])
  }

  /// For every test row the candidate class of most labelled rows; of equal ones the smallest
  /// index. No class where no labelled row has a candidate's.
  var majority: TrialOutcome {
    let labels = data.labels(rows.labelled)
    let counts = candidates.sorted().map { candidate in (candidate, labels.count { $0 == candidate }) }
    let largest = counts.map(\.1).max() ?? 0
    let named = largest > 0 ? counts.first { $0.1 == largest }?.0 : nil
    return TrialOutcome(rows: rows.test, predicted: rows.test.map { _ in named })
  }

  /// The classifier trained on the sources of the labelled rows and tested there.
  func sourceOnSource() throws -> TrialOutcome {
    let classifier = try rows.teacher(trial.classifier.method)
    return try tested(
      classifier, rows.sourceTest, rows.sourceFeatures(rows.sourceTest), fittedOn: rows.sourceFeatures(rows.labelled))
  }

  /// The classifier trained on the target of the labelled rows that have it, and tested there. With
  /// few labels of the target it learns from these alone: what they are worth without a source.
  func targetSupervised() throws -> TrialOutcome {
    let labelled = try targetLabelled()
    let training = data.columns(labelled, of: target)
    let (classifier, _) = try data.cache.value(rows.stages.supervised(trial.classifier.method)) {
      try fit(training, data.labels(labelled))
    }
    return try tested(classifier, rows.test, data.columns(rows.test, of: target), fittedOn: training)
  }

  /// The labelled rows whose target's labels the bound may see.
  func targetLabelled() throws -> [Int] {
    let roles = data.split.roles
    let labelled = (roles.targetLabelled ?? roles.labelled).filter { data.has(target, $0) }
    guard !labelled.isEmpty else {
      throw InputError(
        Bound.targetSupervised.rawValue, found: "no labelled row that has \(target)", expected: "at least one")
    }
    return labelled
  }
}
