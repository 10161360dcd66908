import Foundation
import LinearAlgebra

/// Affine scores of classes: W'x + b.
struct LinearScores: FittedClassifier {
  let classes: [Int]
  /// One column a class, d x C.
  let weights: Matrix<Double>
  /// One a class.
  let intercepts: [Double]

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    Matrix.product(weights, samples, transposing: .first).addingToColumns(intercepts)
  }
}

/// Affine log odds of each class against the rest; the probabilities are the logistic function of
/// them, normalised.
struct LogisticScores: ProbabilisticClassifier {
  let linear: LinearScores

  var classes: [Int] { linear.classes }

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> { linear.scores(samples) }

  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> {
    guard classes.count > 1 else { return scores.map { _ in 1 } }
    // Logarithms first: far from all classes every logistic function may underflow.
    let logs = scores.map { $0 > 0 ? -log1p(exp(-$0)) : $0 - log1p(exp($0)) }
    return logs.softmaxOfColumns
  }
}

extension Matrix<Double> {
  /// exp of each column over its sum, by log-sum-exp.
  var softmaxOfColumns: Matrix {
    var result = Matrix(rows, columns)
    for j in 0..<columns {
      let values = column(j)
      let largest = values.max() ?? 0
      let total = values.reduce(0) { $0 + exp($1 - largest) }
      for i in 0..<rows { result[i, j] = exp(values[i] - largest) / total }
    }
    return result
  }
}
