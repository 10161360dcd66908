extension ScoreMetric {
  /// The share of samples whose true class is among the 5 with the largest scores.
  public static let top5Accuracy = ScoreMetric(
    MetricDescription(
      name: "top5Accuracy", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition:
        "The share of test samples whose true class is among the 5 classes with the largest scores; ties count "
        + "against; a class that the classifier does not know is wrong; undefined with 5 classes or fewer.")
  ) { $0.accuracy(amongLargest: 5) }
}

extension ClassScores {
  /// The share of samples whose true class is among the `k` with the largest scores; nil with `k`
  /// classes or fewer, where everything would be right.
  func accuracy(amongLargest k: Int) -> Double? {
    guard classes.count > k else { return nil }
    let right = truePlaces.enumerated().count { sample, place in
      guard let place else { return false }
      return classes.indices.count { $0 != place && values[$0, sample] >= values[place, sample] } < k
    }
    return Double(right) / Double(truth.count)
  }
}
