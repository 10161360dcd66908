extension RetrievalMetric {
  /// The share of samples whose own partner is the nearest.
  public static let recallAt1 = recall(at: 1)
  /// The share of samples whose own partner is among the 5 nearest.
  public static let recallAt5 = recall(at: 5)
  /// The share of samples whose own partner is among the 10 nearest.
  public static let recallAt10 = recall(at: 10)

  private static func recall(at k: Int) -> RetrievalMetric {
    RetrievalMetric(
      MetricDescription(
        name: "recallAt\(k)", direction: .higherIsBetter, lowest: 0, highest: 1,
        definition: "The share of samples whose own partner in the other modality is "
          + (k == 1 ? "the nearest" : "among the \(k) nearest")
          + " of all partners; ties count against; undefined with \(k) samples or fewer.")
    ) { $0.recall(at: k) }
  }
}
