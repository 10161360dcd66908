/// A score of predictions, computed from the confusion matrix that a record holds.
public struct PredictionMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (ConfusionMatrix) -> Double?

  /// Joins a description and its computation.
  public init(_ description: MetricDescription, _ compute: @escaping @Sendable (ConfusionMatrix) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where there is no sample.
  public func callAsFunction(_ confusion: ConfusionMatrix) -> Double? {
    confusion.total == 0 ? nil : compute(confusion).finite
  }

  /// The value of predictions; nil where there is no sample. A missing prediction is wrong.
  public func callAsFunction(truth: [Int], predictions: [Int?], classCount: Int) -> Double? {
    self(ConfusionMatrix(truth: truth, predictions: predictions, classCount: classCount))
  }

  /// Every score of predictions. A new one is one file and one entry here.
  public static let all: [PredictionMetric] = [accuracy, balancedAccuracy, macroF1, cohensKappa]
}
