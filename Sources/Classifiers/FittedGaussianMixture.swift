import Foundation
import LinearAlgebra

/// A fitted Gaussian mixture with one component a class.
public struct FittedGaussianMixture: ProbabilisticClassifier {
  /// The classes, ascending.
  public let classes: [Int]
  /// The mean of each class.
  public let means: [[Double]]
  /// The Cholesky factor of the covariance: one for all classes, or one a class.
  let factors: [CholeskyFactorisation<Double>]
  let logPriors: [Double]

  /// log p(x, class) for every class (row) and sample (column).
  public func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    let constant = -0.5 * Double(samples.rows) * log(2 * .pi)
    var result = Matrix<Double>(classes.count, samples.columns)
    // With one covariance, samples and means are whitened once.
    let tied = factors.count == 1 && classes.count > 1
    let whitenedSamples = tied ? factors[0].solvingLower(samples) : samples
    for (place, mean) in means.enumerated() {
      let factor = factors[tied ? 0 : place]
      let distances: [Double]
      if tied {
        let whitenedMean = factor.solvingLower(Matrix(columns: [mean])).column(0)
        distances = whitenedSamples.addingToColumns(whitenedMean.map { -$0 }).columnNorms
      } else {
        distances = factor.solvingLower(samples.addingToColumns(mean.map { -$0 })).columnNorms
      }
      let offset = logPriors[place] + constant - 0.5 * factor.logDeterminant
      for (sample, distance) in distances.enumerated() { result[place, sample] = offset - 0.5 * distance * distance }
    }
    return result
  }

  /// p(class | x) for every class (row) and sample (column), by log-sum-exp.
  public func probabilities(_ samples: Matrix<Double>) -> Matrix<Double> {
    scores(samples).softmaxOfColumns
  }
}

extension Double {
  var logarithm: Double { log(self) }
}
