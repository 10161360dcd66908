extension PredictionMetric {
  /// The mean recall over the classes that occur in the truth.
  public static let balancedAccuracy = PredictionMetric(
    MetricDescription(
      name: "balancedAccuracy", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition: "The mean over the classes that occur among the test samples of the share of them that is predicted "
        + "right; no prediction is wrong.")
  ) { confusion in
    let classes = confusion.occurringClasses
    let recalls = classes.map { Double(confusion.counts[$0][$0]) / Double(confusion.truthCount(of: $0)) }
    return recalls.reduce(0, +) / Double(classes.count)
  }
}
