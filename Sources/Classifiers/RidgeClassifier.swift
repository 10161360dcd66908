import Catalogue
import Diagnostics
import LinearAlgebra

/// One ridge regression a class on targets +1 (the class) and -1 (the rest).
///
/// min ||W'X - Y||² + n r v ||W||² over centred samples X and targets Y, with r the `ridge` and v the mean variance of
/// the features; the intercept is not penalised. W = (XX' + n r v I)^-1 XY' where d <= n, else
/// X (X'X + n r v I)^-1 Y'. Where all samples are the same, W = 0: the largest class wins.
/// With memberships m the targets are 2 m - 1.
/// Cost: O(n d min(n, d)). Source: Hoerl and Kennard, Technometrics 12, 1970.
public struct RidgeClassifier: SoftlyTaught {
  /// `ridge-classifier`.
  public static let name = "ridge-classifier"
  /// What a user reads about it.
  public static let card = MethodCard(
    summary: "ridge regression on targets +1 (the class) and -1 (the rest)",
    objective: "min ||W'X - Y||² + n r v ||W||² over centred samples, v their mean variance",
    solution: "one Cholesky factorisation, of the smaller of XX' and X'X", cost: "O(n d min(n, d))",
    source: "Hoerl and Kennard, Technometrics 12, 1970",
    parameters: [
      ParameterCard("ridge", .number(from: 0), "the ridge r as a share of the mean variance of the features")
    ])

  /// The ridge as a share of the mean variance of the features.
  public var ridge: Double

  /// True: the ridge is in units of the variance.
  public var ignoresScale: Bool { true }

  /// Keeps the parameter; `ridge` must not be negative.
  public init(ridge: Double = 0.1) { self.ridge = ridge }

  /// Decodes the parameter, 0.1 where it is left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(ridge: try container.decodeIfPresent(Double.self, forKey: .ridge) ?? 0.1)
    guard ridge >= 0, ridge.isFinite else {
      throw InputError("ridge-classifier: ridge", found: "\(ridge)", expected: "a finite number that is not negative")
    }
  }

  /// Solves the regressions.
  /// - Throws: `InputError` where the system is singular (a ridge of 0), without samples, or where one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try fit(try TrainingSamples(samples, labels: labels, for: Self.name))
  }

  /// Solves the regressions on targets that memberships weaken.
  /// - Throws: as `fit` with labels, and where memberships do not sum to 1.
  public func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier {
    try fit(try TrainingSamples(samples, memberships: memberships, classes: classes, for: Self.name))
  }

  private func fit(_ training: TrainingSamples) throws -> any FittedClassifier {
    precondition(ridge >= 0 && ridge.isFinite, "a ridge of \(ridge)")
    let (n, d) = (training.count, training.dimension)
    let means = training.whole.mean
    // n x C, centred: the mean target of a class of n_c samples is 2 n_c / n - 1.
    let targetMeans = training.totals.map { 2 * $0 / Double(n) - 1 }
    let targets = training.memberships.map { 2 * $0 - 1 }.addingToColumns(targetMeans.map { -$0 }).transposed()
    // In units of the spread, so that products neither overflow nor vanish.
    var x = training.whole.samples(relativeTo: means)
    let unit = x.frobeniusNorm / (Double(n) * Double(d)).squareRoot()
    guard unit > 0, !training.areIdentical else {
      return LinearScores(
        classes: training.classes, weights: Matrix(d, training.classes.count), intercepts: targetMeans)
    }
    x.scale(by: 1 / unit)
    var gram = d <= n ? x.gramOfRows() : x.gramOfColumns()
    for i in 0..<gram.rows { gram[i, i] += Double(n) * ridge }
    let factor: CholeskyFactorisation<Double>
    do { factor = try CholeskyFactorisation(gram) } catch let error as LinearAlgebraError {
      throw InputError(
        Self.name, found: "a singular system (\(n) samples, \(d) dimensions, ridge \(ridge); \(error))",
        expected: "a regular one", advice: "Increase the ridge.")
    }
    let solution = d <= n ? factor.solving(x * targets) : x * factor.solving(targets)
    let weights = (1 / unit) * solution
    let offsets = Matrix.product(weights, Matrix(columns: [means]), transposing: .first).column(0)
    return LinearScores(
      classes: training.classes, weights: weights, intercepts: zip(targetMeans, offsets).map { $0 - $1 })
  }
}
