import LinearAlgebra

/// A classifier that can be fitted where it is uncertain of which class a sample is, as a teacher's probabilities say.
///
/// A sample counts for every class with its membership in it. Memberships that are certain (one-hot) give what `fit`
/// with labels gives, up to rounding.
public protocol SoftlyTaught: ClassifierMethod {
  /// Fits on the columns of `samples` (k x n) and their memberships in `classes` (classes x n; columns sum to 1).
  ///
  /// A class whose memberships add up to less than a millionth of a sample is left out.
  /// - Throws: `InputError` where the samples cannot carry the model, or memberships are negative or do not sum to 1.
  func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier
}
