import LinearAlgebra

/// A classifier that can learn from uncertain labels, such as a teacher's probabilities.
///
/// A sample counts for every class with its membership in it. Certain memberships (one-hot) give
/// the fit with labels, up to rounding.
public protocol SoftlyTaught: ClassifierMethod {
  /// Fits on samples that were checked, each with its membership in every class.
  /// - Throws: `InputError` where the samples cannot carry the model.
  func fit(_ training: TrainingSamples) throws -> any FittedClassifier

  /// Fits on the columns of `samples` (k x n) and their memberships in `classes` (classes x n;
  /// columns sum to 1).
  ///
  /// A class whose memberships add up to less than a millionth of a sample is left out.
  /// - Throws: `InputError` where the samples cannot carry the model, or memberships are negative
  ///   or do not sum to 1.
  func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier
}

extension SoftlyTaught {
  /// Fits on labels, which are memberships of 0 and 1.
  /// - Throws: as `fit(_:)`, and `InputError` without samples or where one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try fit(TrainingSamples(samples, labels: labels, for: Self.name))
  }

  /// Fits with every sample counting for each class with its membership.
  /// - Throws: as with labels, and where memberships are negative or do not sum to 1.
  public func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier {
    try fit(TrainingSamples(samples, memberships: memberships, classes: classes, for: Self.name))
  }
}
