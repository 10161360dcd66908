extension GeneralisedMetric {
  /// The mean recall over the seen classes of the test, among all candidates.
  public static let accuracySeen = GeneralisedMetric(
    MetricDescription(
      name: "accuracySeen", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean over the classes of the test of which there were pairs of the share of their samples that is "
        + "predicted right among all candidates; a mean over classes, not samples; undefined where the test does not "
        + "hold classes of both kinds.")
  ) { seen, _ in seen }
}
