import LinearAlgebra

/// What a classifier said of every class for each sample, beside the truth.
public struct ClassScores: Sendable {
  /// The classes that the classifier knows, one a row of `values`.
  public let classes: [Int]
  /// Scores or probabilities, classes x samples.
  public let values: Matrix<Double>
  /// The true class of each sample; it need not be among `classes`.
  public let truth: [Int]

  /// Joins the parts.
  public init(_ values: Matrix<Double>, classes: [Int], truth: [Int]) {
    precondition(values.rows == classes.count, "\(values.rows) rows of scores for \(classes.count) classes")
    precondition(values.columns == truth.count, "scores of \(values.columns) samples for \(truth.count) true classes")
    self.classes = classes
    self.values = values
    self.truth = truth
  }

  /// The row of each sample's true class; nil where the classifier does not know it.
  var truePlaces: [Int?] {
    let places = Dictionary(zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
    return truth.map { places[$0] }
  }

  /// Whether there is a sample and a class, and every value is finite.
  var isDefined: Bool { values.count > 0 && values.withUnsafeElements { $0.allSatisfy { $0.isFinite } } }
}
