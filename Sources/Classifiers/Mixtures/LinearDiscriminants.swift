import LinearAlgebra

/// Gaussian classes of one covariance, told apart by what differs between them.
///
/// The score of class c is log p(x, c) - log N(x; m, Sigma), with m the mean of the classes' means:
/// the affine function (mu_c - m)' Sigma^-1 (x - m) - (mu_c - m)' Sigma^-1 (mu_c - m) / 2 + log
/// p(c). What all classes have in common is left out before it is computed, so that nothing cancels
/// for samples that are far from all of them. Cost: O(d C) a sample.
struct LinearDiscriminants: ProbabilisticClassifier {
  let classes: [Int]
  /// The mean m of the means.
  private let centre: [Double]
  /// (mu_c - m)' Sigma^-1, one row a class.
  private let directions: Matrix<Double>
  private let intercepts: [Double]

  /// The discriminants of classes that have one Gaussian each, all of one covariance.
  init(_ mixture: FittedGaussianMixture) {
    precondition(mixture.isTied, "one covariance for all classes")
    classes = mixture.classes
    let means = Matrix(columns: mixture.means)
    let covariance = mixture.mixtures[0][0].factor
    centre = means.rowMeans
    let whitened = covariance.solvingLower(means.addingToColumns(centre.map { -$0 }))
    directions = covariance.solvingLowerTransposed(whitened).transposed()
    intercepts = zip(mixture.logPriors, whitened.columnSquares).map { $0 - $1 / 2 }
  }

  /// log p(x, class) - log N(x; m, Sigma) for every class (row) and sample (column).
  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    Matrix.product(directions, samples, relativeTo: centre).addingToColumns(intercepts)
  }

  /// p(class | x), by log-sum-exp.
  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> { scores.softmaxOfColumns }
}
