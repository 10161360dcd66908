/// Affine functions of samples by ridge regression, one a target.
///
/// Objective: min ||W'X - Y||² + n r v ||W||² over centred samples X (d x n) and targets Y (C x n),
/// with r the ridge and v the mean variance of the features; intercepts are not penalised.
/// Solution: W = (XX' + n r v I)^-1 XY' where d <= n, else X (X'X + n r v I)^-1 Y'. Where all
/// samples are the same, W = 0. Cost: O(n d min(n, d)).
/// Source: Hoerl and Kennard, Technometrics 12, 1970.
public struct RidgeRegression: Sendable {
  /// W, d x C.
  public let weights: Matrix<Double>
  /// One a target.
  public let intercepts: [Double]

  /// Solves the regressions of targets that have these means.
  /// - Throws: `LinearAlgebraError` where the system is singular, which a ridge above 0 prevents.
  public init(_ samples: Matrix<Double>, targets: Matrix<Double>, targetMeans: [Double], ridge: Double) throws {
    precondition(targets.columns == samples.columns, "\(targets.columns) targets for \(samples.columns) samples")
    let (d, n) = (samples.rows, samples.columns)
    let means = samples.rowMeans
    let targets = targets.addingToColumns(targetMeans.map { -$0 }).transposed()
    var x = samples.addingToColumns(means.map { -$0 })
    // In units of the spread, so that products neither overflow nor vanish.
    let unit = x.frobeniusNorm / (Double(n) * Double(d)).squareRoot()
    guard unit > 0, !samples.hasEqualColumns else {
      (weights, intercepts) = (Matrix(d, targetMeans.count), targetMeans)
      return
    }
    x.scale(by: 1 / unit)
    var gram = d <= n ? x.gramOfRows() : x.gramOfColumns()
    for i in 0..<gram.rows { gram[i, i] += Double(n) * ridge }
    let factor = try CholeskyFactorisation(gram)
    let solution = d <= n ? factor.solving(x * targets) : x * factor.solving(targets)
    let weights = (1 / unit) * solution
    let offsets = Matrix.product(weights, Matrix(columns: [means]), transposing: .first).column(0)
    self.weights = weights
    intercepts = zip(targetMeans, offsets).map { $0 - $1 }
  }

  /// Solves the same regressions from what passes over the samples sum up.
  /// - Parameters:
  ///   - scatter: sum (x - m)(x - m)' with the mean m of the samples, d x d.
  ///   - cross: sum (x - m) y', d x C.
  ///   - count: the number of samples.
  ///   - means: m.
  ///   - targetMeans: the mean of each target.
  ///   - ridge: as with samples.
  /// - Throws: `LinearAlgebraError` where the system is singular, which a ridge above 0 prevents.
  package init(
    scatter: Matrix<Double>, cross: Matrix<Double>, count: Int, means: [Double], targetMeans: [Double], ridge: Double
  ) throws {
    let d = scatter.rows
    let variance = (0..<d).reduce(0) { $0 + scatter[$1, $1] } / (Double(count) * Double(d))
    var gram = (1 / variance) * scatter
    for i in 0..<d { gram[i, i] += Double(count) * ridge }
    weights = (1 / variance) * (try CholeskyFactorisation(gram).solving(cross))
    let offsets = Matrix.product(weights, Matrix(columns: [means]), transposing: .first).column(0)
    intercepts = zip(targetMeans, offsets).map { $0 - $1 }
  }

  /// The values of the functions (row) for every sample (column).
  public func callAsFunction(_ samples: Matrix<Double>) -> Matrix<Double> {
    Matrix.product(weights, samples, transposing: .first).addingToColumns(intercepts)
  }
}
