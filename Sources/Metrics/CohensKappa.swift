import LinearAlgebra

extension PredictionMetric {
  /// (observed - expected agreement) / (1 - expected agreement), the expectation from the marginals
  /// of the truth and of the predictions.
  ///
  /// Source: Cohen, Educational and Psychological Measurement 20, 1960.
  public static let cohensKappa = PredictionMetric(
    MetricDescription(
      name: "cohensKappa", direction: .higherIsBetter, lowest: -1, highest: 1,
      definition:
        "The accuracy beyond the agreement that truth and predictions would have by chance with their own class "
        + "shares, over the most that it could be beyond it: 0 is chance, 1 is perfect; no prediction is a class of "
        + "its own, which is never true; undefined where truth and predictions are one and the same class.")
  ) { confusion in
    let total = Double(confusion.total)
    let expected =
      (0..<confusion.classCount).map {
        Double(confusion.truthCount(of: $0)) / total * Double(confusion.predictionCount(of: $0)) / total
      }.compensatedSum
    guard expected < 1 else { return nil }
    return (Double(confusion.correct) / total - expected) / (1 - expected)
  }
}
