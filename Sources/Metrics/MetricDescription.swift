/// What a metric is: what ranks by it, draws it or explains it reads this.
public struct MetricDescription: Codable, Sendable, Equatable {
  /// Which of two values is the better.
  public enum Direction: String, Codable, Sendable {
    /// The larger value.
    case higherIsBetter
    /// The smaller value.
    case lowerIsBetter
  }

  /// The name in records, tables and configurations.
  public var name: String
  /// Which of two values is the better.
  public var direction: Direction
  /// The smallest value there is, or nil where there is none.
  public var lowest: Double?
  /// The largest value there is, or nil where there is none.
  public var highest: Double?
  /// The definition in a sentence or two, with the conventions that change the number.
  public var definition: String

  /// Joins the parts.
  public init(
    name: String, direction: Direction, lowest: Double? = nil, highest: Double? = nil, definition: String
  ) {
    self.name = name
    self.direction = direction
    self.lowest = lowest
    self.highest = highest
    self.definition = definition
  }

  /// The better of two values: negative where `a` is better, positive where `b` is, 0 where they
  /// are equal.
  public func compare(_ a: Double, _ b: Double) -> Int {
    let order = a < b ? -1 : a > b ? 1 : 0
    return direction == .lowerIsBetter ? order : -order
  }

  /// The descriptions of every metric of this module, in the order of the registries.
  public static let all: [MetricDescription] =
    PredictionMetric.all.map(\.description) + AlignmentMetric.all.map(\.description)
    + RetrievalMetric.all.map(\.description) + RetrievalMetric.back.map(\.description)
    + ReconstructionMetric.all.map(\.description) + [transferRatio]
    + ScoreMetric.all.map(\.description) + ProbabilityMetric.all.map(\.description)
    + SimilarityMetric.all.map(\.description) + GeneralisedMetric.all.map(\.description)
}
