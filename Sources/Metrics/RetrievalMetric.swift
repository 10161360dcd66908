/// A score of retrieval, computed from the ranks of the partners.
public struct RetrievalMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (Retrieval) -> Double?

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (Retrieval) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where there are too few samples for it.
  public func callAsFunction(_ retrieval: Retrieval) -> Double? { compute(retrieval) }

  /// Every score of retrieval. A new one is one file and one entry here.
  public static let all: [RetrievalMetric] = [recallAt1, recallAt5, recallAt10, meanReciprocalRank]
}
