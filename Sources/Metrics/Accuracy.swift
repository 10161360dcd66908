extension PredictionMetric {
  /// The share of samples whose prediction is right.
  public static let accuracy = PredictionMetric(
    MetricDescription(
      name: "accuracy", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition: "The share of test samples whose predicted class is the true one; no prediction is wrong.")
  ) { Double($0.correct) / Double($0.total) }
}
