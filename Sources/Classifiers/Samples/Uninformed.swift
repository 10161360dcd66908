import Foundation
import LinearAlgebra

/// The classifier of training samples that are all the same. It knows the priors of the classes
/// alone: every sample has the same scores.
struct Uninformed: ProbabilisticClassifier {
  let classes: [Int]
  /// The score of each class: the logarithm of its prior probability.
  let logPriors: [Double]

  /// With equal scores.
  init(classes: [Int]) {
    self.init(classes: classes, logPriors: [Double](repeating: -log(Double(classes.count)), count: classes.count))
  }

  init(classes: [Int], logPriors: [Double]) {
    self.classes = classes
    self.logPriors = logPriors
  }

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    Matrix(classes.count, samples.columns).addingToColumns(logPriors)
  }

  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> { scores.softmaxOfColumns }
}
