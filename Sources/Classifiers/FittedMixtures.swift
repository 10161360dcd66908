import Foundation
import LinearAlgebra

/// One Gaussian of a mixture.
struct MixtureComponent: Sendable {
  /// Its share of the class.
  let weight: Double
  let mean: [Double]
  /// The Cholesky factor of its covariance.
  let factor: CholeskyFactorisation<Double>

  /// log(weight · N(x; mean, covariance)) of every sample.
  func logDensities(_ samples: Matrix<Double>) -> [Double] {
    let constant = log(weight) - 0.5 * (Double(samples.rows) * log(2 * .pi) + factor.logDeterminant)
    return factor.solvingLower(samples.addingToColumns(mean.map { -$0 })).columnNorms.map { constant - 0.5 * $0 * $0 }
  }
}

/// Classes as mixtures of Gaussians.
struct FittedMixtures: ProbabilisticClassifier {
  let classes: [Int]
  /// The components of each class.
  let mixtures: [[MixtureComponent]]
  let logPriors: [Double]

  /// log p(x, class) for every class (row) and sample (column).
  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    let rows = zip(mixtures, logPriors).map { mixture, prior in
      logSums(mixture.map { $0.logDensities(samples) }).map { $0 + prior }
    }
    return Matrix(rows: rows)
  }

  func probabilities(_ samples: Matrix<Double>) -> Matrix<Double> { scores(samples).softmaxOfColumns }
}

/// log sum_j exp(rows[j][i]) for every i.
func logSums(_ rows: [[Double]]) -> [Double] {
  guard let first = rows.first else { return [] }
  return first.indices.map { i in
    let largest = rows.reduce(-Double.infinity) { max($0, $1[i]) }
    guard largest.isFinite else { return largest }
    return largest + log(rows.reduce(0) { $0 + exp($1[i] - largest) })
  }
}
