extension GeneralisedMetric {
  /// 2 s u / (s + u) of the accuracies on seen and on unseen classes; 0 where both are 0.
  ///
  /// Source: Xian, Lampert, Schiele and Akata, IEEE TPAMI 41, 2019.
  public static let harmonicMean = GeneralisedMetric(
    MetricDescription(
      name: "harmonicMean", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition: "2 s u / (s + u) with s = accuracySeen and u = accuracyUnseen; 0 where both are 0; of several splits "
        + "the mean of their harmonic means; undefined where the test does not hold classes of both kinds.")
  ) { seen, unseen in seen + unseen > 0 ? 2 * seen * unseen / (seen + unseen) : 0 }
}
