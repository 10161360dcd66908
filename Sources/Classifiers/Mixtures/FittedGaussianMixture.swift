import Foundation
import LinearAlgebra

/// Classes as mixtures of Gaussians, one or several a class.
public struct FittedGaussianMixture: ProbabilisticClassifier {
  /// The classes, ascending.
  public let classes: [Int]
  /// The components of each class.
  let mixtures: [[MixtureComponent]]
  let logPriors: [Double]
  /// Whether all components of all classes have one covariance.
  let isTied: Bool

  /// The mean of each class.
  public var means: [[Double]] {
    mixtures.map { mixture in
      mixture.dropFirst().reduce(mixture[0].mean.map { mixture[0].weight * $0 }) { sum, component in
        zip(sum, component.mean).map { $0 + component.weight * $1 }
      }
    }
  }

  /// log p(x, class) for every class (row) and sample (column).
  public func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    // With one covariance, samples and means are whitened once.
    let whitened = isTied ? mixtures[0][0].factor.solvingLower(samples) : nil
    let rows = zip(mixtures, logPriors).map { mixture, prior in
      logSums(mixture.map { $0.logDensities(samples, whitened: whitened) }).map { $0 + prior }
    }
    return Matrix(rows: rows)
  }

  /// p(class | x) from log p(x, class), by log-sum-exp.
  public func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> { scores.softmaxOfColumns }
}

/// One Gaussian of a mixture.
public struct MixtureComponent: Sendable {
  /// Its share of the mixture.
  public let weight: Double
  public let mean: [Double]
  /// The Cholesky factor of its covariance.
  public let factor: CholeskyFactorisation<Double>

  /// log(weight · N(x; mean, covariance)) of every sample (column).
  public func logDensities(_ samples: Matrix<Double>) -> [Double] { logDensities(samples, whitened: nil) }

  /// The same, given the samples as the factor whitens them where that is known.
  func logDensities(_ samples: Matrix<Double>, whitened: Matrix<Double>?) -> [Double] {
    let constant = log(weight) - 0.5 * (Double(samples.rows) * log(2 * .pi) + factor.logDeterminant)
    let squares =
      if let whitened {
        whitened.columnSquares(from: factor.solvingLower(Matrix(columns: [mean])).column(0))
      } else {
        factor.solvingLower(samples.addingToColumns(mean.map { -$0 })).columnSquares
      }
    return squares.map { constant - 0.5 * $0 }
  }
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
