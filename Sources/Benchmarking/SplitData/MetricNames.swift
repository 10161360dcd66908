import Metrics

/// Groups of scores by name.
enum MetricNames {
  /// What presumes that a sample's partner is its own: retrieval, and neighbours that two latents
  /// share.
  static let ofSinglePartners =
    (RetrievalMetric.all + RetrievalMetric.back).map(\.description.name)
    + [SimilarityMetric.mutualNeighbours, .mutualNeighboursNull, .mutualNeighboursP].map(\.description.name)
}
