extension GeneralisedMetric {
  /// The mean recall over the unseen classes of the test, among all candidates.
  public static let accuracyUnseen = GeneralisedMetric(
    MetricDescription(
      name: "accuracyUnseen", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition: "The mean over the classes of the test of which there was no pair of the share of their samples that "
        + "is predicted right among all candidates; a mean over classes, not samples; undefined where the test does not "
        + "hold classes of both kinds.")
  ) { _, unseen in unseen }
}
