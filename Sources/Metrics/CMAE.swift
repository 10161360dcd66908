extension AlignmentMetric {
  /// The mean over samples of ||z1 - z2||.
  ///
  /// Source: Kamboj and Do, arXiv 2503.15352, eq. 4, read as a mean of plain norms.
  public static let cmae = AlignmentMetric(
    MetricDescription(
      name: "cmae", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The mean over samples of the Euclidean distance between the sample's two latents. It scales with the "
        + "latents: compare methods by cmaeNormalised.")
  ) { errors in
    errors.distances / Double(errors.count) * errors.scale
  }
}
