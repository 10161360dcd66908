import LinearAlgebra

extension RetrievalMetric {
  /// The mean over samples of 1 / (1 + rank of the own partner).
  public static let meanReciprocalRank = RetrievalMetric(
    MetricDescription(
      name: "meanReciprocalRank", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean over samples of one over the place of the own partner among all partners, nearest first, counted "
        + "from 1; ties count against; undefined with a single sample.")
  ) { retrieval in
    guard retrieval.ranks.count > 1 else { return nil }
    return retrieval.ranks.map { 1 / Double(1 + $0) }.compensatedSum / Double(retrieval.ranks.count)
  }
}
