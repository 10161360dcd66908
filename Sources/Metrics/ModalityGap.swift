import LinearAlgebra

extension SimilarityMetric {
  /// ||mean z1 - mean z2|| in units of the latents' own spread.
  ///
  /// Source of the notion: Liang et al., Mind the gap, NeurIPS 2022, who normalise each latent to
  /// length 1 instead.
  public static let modalityGap = SimilarityMetric(
    MetricDescription(
      name: "modalityGap", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The Euclidean distance of the means of the two latents over the root mean squared distance of the latents to "
        + "their own mean: 0 where the modalities lie in one place; undefined where both are constant.")
  ) { latents in
    let (z1, z2) = (latents.z1, latents.z2)
    guard z1.rows == z2.rows, let latents = ScaledLatents(z1, z2) else { return nil }
    let spread = latents.spread
    guard !latents.isCollapsed(spread: spread) else { return nil }
    let squares = zip(latents.z1.rowMeans, latents.z2.rowMeans).map { ($0 - $1) * ($0 - $1) }.compensatedSum
    return (squares * Double(z1.columns + z2.columns) / spread).squareRoot()
  }
}
