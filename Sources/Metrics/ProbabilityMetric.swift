/// A score of class probabilities.
public struct ProbabilityMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (ClassScores) -> Double?

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (ClassScores) -> Double?) {
    self.description = description
    self.compute = compute
  }

  /// The value for scores that are probabilities; nil where there is no sample, or one of them is
  /// not finite or outside 0 to 1.
  public func callAsFunction(_ probabilities: ClassScores) -> Double? {
    let proper = probabilities.values.withUnsafeElements { $0.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 } }
    return probabilities.isDefined && proper ? compute(probabilities).finite : nil
  }

  /// Every score of probabilities. A new one is one file and one entry here.
  public static let all: [ProbabilityMetric] = [logLoss, expectedCalibrationError]
}
