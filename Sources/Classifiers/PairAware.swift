import LinearAlgebra

/// A classifier of latents that looks at unlabelled pairs too.
public protocol PairAware: ClassifierMethod {
  /// Fits on labelled latents and on the differences of the two latents of each pair, k x n; nil where there are no pairs.
  func fit(
    _ samples: Matrix<Double>, labels: [Int], pairDifferences: Matrix<Double>?
  ) throws -> any FittedClassifier
}
