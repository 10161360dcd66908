extension PredictionMetric {
  /// The recall of the class that is recognised worst.
  public static let worstRecall = PredictionMetric(
    MetricDescription(
      name: "worstRecall", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition: "The smallest recall, TP / (TP + FN), of the classes that occur among the test samples.")
  ) { confusion in
    confusion.occurringClasses.map { label in
      Double(confusion.counts[label][label]) / Double(confusion.truthCount(of: label))
    }.min()
  }
}
