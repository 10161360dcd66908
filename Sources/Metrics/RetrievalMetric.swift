import LinearAlgebra

/// A score of retrieval, computed from the ranks of the partners.
public struct RetrievalMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (Retrieval) -> Double?

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (Retrieval) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where there are too few samples for it. The name says which way the retrieval
  /// must have gone.
  public func callAsFunction(_ retrieval: Retrieval) -> Double? { compute(retrieval) }

  /// Every score of retrieval from source to target. A new one is one file and one entry here; its
  /// way back follows.
  public static let all: [RetrievalMetric] = [recallAt1, recallAt5, recallAt10, meanReciprocalRank]

  /// The same scores of the way back, from target to source, in the same order; `Back` ends their
  /// names.
  public static let back: [RetrievalMetric] = all.map { metric in
    var description = metric.description
    description.name += "Back"
    description.definition = "\(metric.description.name) from target to source. " + metric.description.definition
    return RetrievalMetric(description, metric.compute)
  }

  /// Every score of both ways, in the order of `all` and then of `back`.
  ///
  /// Both latents are k x n; column i of `z2` is the partner of column i of `z1`. The two ways are
  /// two searches.
  /// Cost: O(n² k) at worst. Values are nil where they are undefined.
  public static func scores(
    from z1: Matrix<Double>, to z2: Matrix<Double>, distance: RetrievalDistance = .euclidean
  ) -> [(name: String, value: Double?)] {
    let (forward, backward) = Retrieval.bothWays(z1, z2, distance: distance)
    return all.map { ($0.description.name, $0(forward)) } + back.map { ($0.description.name, $0(backward)) }
  }
}
