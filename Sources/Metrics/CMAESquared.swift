extension AlignmentMetric {
  /// The mean over samples of ||z1 - z2||^2.
  ///
  /// Source: Kamboj and Do, arXiv 2503.15352, eq. 4, read as a mean of squared norms.
  public static let cmaeSquared = AlignmentMetric(
    MetricDescription(
      name: "cmaeSquared", direction: .lowerIsBetter, lowest: 0,
      definition: "The mean over samples of the squared Euclidean distance between the sample's two latents.")
  ) { errors in
    errors.squaredDistances / Double(errors.count) * errors.scale * errors.scale
  }
}
