extension SimilarityMetric {
  /// The mean share of the 10 nearest neighbours that a sample has in both latents.
  ///
  /// Source: Huh et al., The platonic representation hypothesis, ICML 2024.
  public static let mutualNeighbours = SimilarityMetric(
    MetricDescription(
      name: "mutualNeighbours", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean over samples of the share of its 10 nearest other samples (Euclidean) that are the same in both "
        + "latents; by chance 10 / (n - 1); neighbours tied for the last places count as none; undefined with 11 "
        + "samples or fewer.")
  ) { latents in latents.neighbours?.overlap }

  /// What mutualNeighbours is by chance: its mean where the samples of one latent are shuffled.
  public static let mutualNeighboursNull = SimilarityMetric(
    MetricDescription(
      name: "mutualNeighboursNull", direction: .lowerIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean of mutualNeighbours over 199 shuffles of the pairs, about 10 / (n - 1): no merit of a method, but "
        + "what mutualNeighbours is to be read against; undefined with 11 samples or fewer.")
  ) { latents in latents.shuffled?.nullMean }

  /// How often shuffled pairs have as many mutual neighbours as the true ones.
  public static let mutualNeighboursP = SimilarityMetric(
    MetricDescription(
      name: "mutualNeighboursP", direction: .lowerIsBetter, lowest: 0, highest: 1,
      definition:
        "The permutation p-value of mutualNeighbours, (1 + number of 199 shuffles that reach it) / 200, so never below "
        + "0.005; undefined with 11 samples or fewer.")
  ) { latents in latents.shuffled?.pValue }
}
