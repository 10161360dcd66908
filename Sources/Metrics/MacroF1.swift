extension PredictionMetric {
  /// The mean over the classes that occur in the truth of F1 = 2 TP / (2 TP + FP + FN).
  ///
  /// A class that is predicted but never true has no F1 of its own; predicting it costs the recall
  /// of the true class. A class that is true but never predicted has F1 = 0, where its precision is
  /// undefined.
  public static let macroF1 = PredictionMetric(
    MetricDescription(
      name: "macroF1", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean of F1 = 2 TP / (2 TP + FP + FN) over the classes that occur among the test samples; 0 for a "
        + "class that is never predicted; no prediction is a miss (FN) of the true class.")
  ) { confusion in
    let classes = confusion.occurringClasses
    let scores = classes.map { label in
      2 * Double(confusion.counts[label][label])
        / Double(confusion.truthCount(of: label) + confusion.predictionCount(of: label))
    }
    return scores.reduce(0, +) / Double(classes.count)
  }
}
