import Diagnostics
import LinearAlgebra

extension ClassifierMethod {
  /// Fits in a unit where squares of the samples neither overflow nor vanish. The result takes
  /// samples in their own unit.
  ///
  /// Of samples of ordinary size nothing is changed.
  /// - Throws: `InputError` for other samples where the classifier depends on their unit; what
  ///   `fit` throws.
  public func fitted(
    on samples: Matrix<Double>, fit: (Self, Matrix<Double>, _ unit: Double) throws -> any FittedClassifier
  ) throws -> any FittedClassifier {
    try fitted(largest: samples.largestMagnitude) { method, factor in
      try fit(method, factor == 1 ? samples : factor * samples, factor)
    }
  }

  /// The same for samples of which the largest magnitude is known. `fit` takes what they are to be
  /// multiplied by.
  func fitted(
    largest: Double, fit: (Self, _ unit: Double) throws -> any FittedClassifier
  ) throws -> any FittedClassifier {
    let factor = SafeUnit.factor(largest: largest)
    guard factor != 1 else { return try fit(self, 1) }
    guard ignoresScale else {
      throw InputError(
        Self.name, found: "samples of magnitudes up to \(largest)",
        expected: "magnitudes whose squares are ordinary numbers",
        advice: "Standardise the features, or multiply them by a constant.")
    }
    return scaling(try fit(self, factor), by: factor)
  }

  private func scaling<C: FittedClassifier>(_ inner: C, by factor: Double) -> any FittedClassifier {
    ScaledClassifier(inner: inner, factor: factor)
  }

  /// `fit` in a unit where squares of the samples neither overflow nor vanish.
  /// - Throws: as `fitted`.
  public func fitInSafeUnits(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try fitted(on: samples) { method, samples, _ in try method.fit(samples, labels: labels) }
  }
}

/// A classifier of samples in another unit.
struct ScaledClassifier<Inner: FittedClassifier>: FittedClassifier {
  let inner: Inner
  let factor: Double

  var classes: [Int] { inner.classes }

  func scores(_ samples: Matrix<Double>) throws -> Matrix<Double> { try inner.scores(factor * samples) }

  func predict(_ samples: Matrix<Double>, among candidates: [Int]) throws -> [Int?] {
    try inner.predict(factor * samples, among: candidates)
  }

  func predictWithScores(
    _ samples: Matrix<Double>, among candidates: [Int]
  ) throws -> (predicted: [Int?], scores: Matrix<Double>) {
    try inner.predictWithScores(factor * samples, among: candidates)
  }
}

extension ScaledClassifier: ProbabilisticClassifier where Inner: ProbabilisticClassifier {
  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> { inner.probabilities(ofScores: scores) }
}

extension SoftlyTaught {
  /// `fit` with memberships, in such a unit.
  /// - Throws: as `fitted`.
  public func fit(
    _ samples: Matrix<Double>, inSafeUnitsWith memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier {
    try fitted(on: samples) { method, samples, _ in
      try method.fit(samples, memberships: memberships, classes: classes)
    }
  }
}

extension PairAware {
  /// `fit` with the differences of pairs, in such a unit.
  /// - Throws: as `fitted`.
  public func fit(
    _ samples: Matrix<Double>, labels: [Int], inSafeUnitsWith differences: Matrix<Double>
  ) throws -> any FittedClassifier {
    try fitted(on: samples) { method, samples, unit in
      try method.fit(samples, labels: labels, pairDifferences: unit == 1 ? differences : unit * differences)
    }
  }
}
