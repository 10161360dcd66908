import Alignment
import Classifiers
import Diagnostics
import Metrics

extension AlignmentRun {
  /// Carries labels over: the classifier is fitted on source latents of the labelled rows, and
  /// names the classes of the target's test rows.
  ///
  /// No label of the target takes part but to count what is right. The result is that of a trial of
  /// the same description.
  /// - Parameter classifier: a method with its parameters.
  /// - Returns: the true classes of the test rows by the predicted ones, for any
  ///   `PredictionMetric`.
  /// - Throws: `InputError` without a protocol, and where the classifier cannot be fitted.
  public func transfer(_ classifier: any ClassifierMethod) throws -> ConfusionMatrix {
    guard let split else { throw Self.noRoles }
    let rows = try DirectionData(data, direction)
    let fitted = try LatentClassifier.fit(
      classifier, training: rows.training(rows.labelled, by: alignment, .each), rows: rows, across: alignment
    ) {
      let (source, target) = (latents[direction.source]!, latents[direction.target]!)
      return (source.selectingColumns(rows.pairs), target.selectingColumns(rows.pairs))
    }
    let predicted = try fitted.predict(
      latents[direction.target]!.selectingColumns(rows.test), among: split.candidateClasses)
    return ConfusionMatrix(
      truth: data.labels(rows.test), predictions: predicted, classCount: data.samples.classNames.count)
  }

  static var noRoles: InputError {
    InputError(
      "transfer", found: "no protocol, so no labelled rows and no test", expected: "a protocol",
      advice: "Give one to the run, say 'SplitProtocol(CrossSubject())'.")
  }
}
