import Diagnostics
import LinearAlgebra
import Parameters

/// One ridge regression a class on targets +1 (the class) and -1 (the rest).
///
/// min ||W'X - Y||² + n r v ||W||² over centred samples X and targets Y, with r the `ridge` and v
/// the mean variance of the features (`RidgeRegression`). Where all samples are the same, W = 0:
/// the largest class wins. With memberships m the targets are 2 m - 1.
/// Cost: O(n d min(n, d)). Source: Hoerl and Kennard, Technometrics 12, 1970.
public struct RidgeClassifier: SoftlyTaught {
  public static let name = "ridge-classifier"
  public static let card = MethodCard(
    summary: "ridge regression on targets +1 (the class) and -1 (the rest)",
    objective: "min ||W'X - Y||² + n r v ||W||² over centred samples, v their mean variance",
    solution: "one Cholesky factorisation, of the smaller of XX' and X'X", cost: "O(n d min(n, d))",
    source: "Hoerl and Kennard, Technometrics 12, 1970")

  @Parameter(.number(from: 0), "the ridge r as a share of the mean variance of the features") public var ridge = 0.1

  /// True: the ridge is in units of the variance.
  public var ignoresScale: Bool { true }

  public init() {}

  /// Solves the regressions on targets that memberships weaken.
  /// - Throws: `InputError` where the system is singular, which a ridge above 0 prevents.
  public func fit(_ training: TrainingSamples) throws -> any FittedClassifier {
    // The mean target of a class of n_c samples is 2 n_c / n - 1.
    let targetMeans = training.totals.map { 2 * $0 / Double(training.count) - 1 }
    return try solved(classes: training.classes, count: training.count, dimension: training.dimension) {
      try RidgeRegression(
        training.all, targets: training.memberships.map { 2 * $0 - 1 }, targetMeans: targetMeans, ridge: ridge)
    }
  }

  /// The scores of a regression, with an error that says what was singular.
  func solved(
    classes: [Int], count: Int, dimension: Int, _ regression: () throws -> RidgeRegression
  ) throws -> any FittedClassifier {
    do {
      let regression = try regression()
      return LinearScores(classes: classes, weights: regression.weights, intercepts: regression.intercepts)
    } catch let error as LinearAlgebraError {
      throw InputError(
        Self.name, found: "a singular system (\(count) samples, \(dimension) dimensions, ridge \(ridge); \(error))",
        expected: "a regular one", advice: "Increase the ridge.")
    }
  }
}
