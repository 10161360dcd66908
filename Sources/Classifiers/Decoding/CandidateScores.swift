import Diagnostics
import LinearAlgebra

extension FittedClassifier {
  /// The classifier's scores of the candidates that it knows, ascending, one a row.
  /// - Throws: `InputError` in the name of `method` where a sample or a score is not finite.
  func scores(
    _ samples: Matrix<Double>, among candidates: [Int], for method: String
  ) throws -> (classes: [Int], scores: Matrix<Double>) {
    try refuseUnlessFinite(samples, "a test sample", for: method)
    let allowed = classes.indices.filter { candidates.contains(classes[$0]) }
    guard !allowed.isEmpty, samples.columns > 0 else {
      return (allowed.map { classes[$0] }, Matrix(allowed.count, samples.columns))
    }
    let chosen = try scores(samples).selectingRows(allowed)
    try refuseUnlessFinite(chosen, "a score of a class", for: method)
    return (allowed.map { classes[$0] }, chosen)
  }

  private func refuseUnlessFinite(_ values: Matrix<Double>, _ what: String, for method: String) throws {
    guard values.withUnsafeElements({ $0.allSatisfy { $0.isFinite } }) else {
      throw InputError(
        method, found: "\(what) with a value that is not finite", expected: "finite numbers",
        advice: "Check the encoder, the alignment and the classifier before the decoding.")
    }
  }
}

extension Matrix<Double> {
  /// Scores (classes x samples) on one scale for every classifier: each column less its mean, all
  /// divided by the root mean square of what is left; zeros where nothing is left but rounding
  /// error.
  ///
  /// Adding a number to all scores of a sample, or multiplying all scores by a positive number,
  /// changes nothing.
  var onOneScale: Matrix {
    // The largest magnitude is taken out first, so that no square overflows or vanishes.
    let largest = withUnsafeElements { $0.reduce(0) { Swift.max($0, abs($1)) } }
    guard largest > 0 else { return self }
    let scaled = map { $0 / largest }
    let means = scaled.transposed().rowMeans
    let centred = Matrix(rows, columns) { target in
      scaled.withUnsafeElements { x in
        for place in x.indices { target.initializeElement(at: place, to: x[place] - means[place / rows]) }
      }
    }
    let spread = centred.frobeniusNorm / Double(count).squareRoot()
    return spread > 16 * Double.ulpOfOne ? centred.map { $0 / spread } : Matrix(rows, columns)
  }
}
