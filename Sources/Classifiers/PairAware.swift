import LinearAlgebra

/// A classifier of latents that also looks at unlabelled pairs.
public protocol PairAware: ClassifierMethod {
  /// Fits on labelled latents and on the differences of the two latents of each pair, k x n; nil
  /// where there are no pairs.
  func fit(
    _ samples: Matrix<Double>, labels: [Int], pairDifferences: Matrix<Double>?
  ) throws -> any FittedClassifier
}
