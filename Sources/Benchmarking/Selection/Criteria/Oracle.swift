import Alignment
import Diagnostics
import Metrics

/// Accuracy on the test rows, by their labels. No honest choice, but what the best one could have
/// given. Rows that use it have no rank, and are marked as such. It looks at the test itself, so
/// there are no folds.
enum Oracle: SelectionRule {
  static let name = "oracle"
  static let usesTargetLabels = true
}

extension SelectionCriterion {
  /// Accuracy on the test rows, by their labels: what the best choice could have given, and no
  /// method.
  public static let oracle = Self(Oracle.self)
}

extension TrialRun {
  /// The candidate with the most test rows right, by their labels: what the best choice among the
  /// candidates is worth, and no method. With a decoding it is the decoded predictions that count.
  func askOracle(_ choice: AlignmentChoice) throws -> (AlignmentSelector.Selected, seconds: Double) {
    try timed {
      try AlignmentSelector.best(of: choice, by: .oracle, folds: 0) { method in
        let outcome = try align(method)
        guard let predicted = outcome.predicted,
          let accuracy = PredictionMetric.accuracy(
            truth: data.labels(outcome.rows), predictions: predicted, classCount: data.samples.classNames.count)
        else {
          throw InputError("\(choice.name): select", found: "no test row that is scored", expected: "at least one")
        }
        return accuracy
      }
    }
  }
}
