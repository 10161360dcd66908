import Alignment
import Diagnostics
import Metrics

extension TrialRun {
  /// The candidate with the most test rows right, by their labels: what the best choice among the
  /// candidates is worth, and no method. With a decoding it is the decoded predictions that count.
  func askOracle(_ choice: AlignmentChoice) throws -> (SelectedAlignment, seconds: Double) {
    try timed {
      var judged = FoldScores(of: choice)
      judged.judgeOnce { place in
        let outcome = try align(choice.candidates[place])
        guard let predicted = outcome.predicted,
          let accuracy = PredictionMetric.accuracy(
            truth: data.labels(outcome.rows), predictions: predicted, classCount: data.samples.namedClasses.count)
        else {
          throw InputError("\(choice.name): select", found: "no test row that is scored", expected: "at least one")
        }
        return accuracy
      }
      return try judged.selected(by: .oracle)
    }
  }
}
