/// A score of a ranking of the classes, computed from the classifier's scores on any scale.
public struct ScoreMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (ClassScores) -> Double?

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (ClassScores) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where there is no sample, too few classes, or a score is not finite.
  public func callAsFunction(_ scores: ClassScores) -> Double? { scores.isDefined ? compute(scores).finite : nil }

  /// Every score of rankings. A new one is one file and one entry here.
  public static let all: [ScoreMetric] = [top5Accuracy]
}
