import LinearAlgebra
import Parameters

/// The parameters of a classifier, and how it is fitted.
public protocol ClassifierMethod: Catalogued {
  /// Whether multiplying all features by one positive number changes no prediction.
  var ignoresScale: Bool { get }

  /// Whether what it fits is a `ProbabilisticClassifier`.
  var givesProbabilities: Bool { get }

  /// Fits on the columns of `samples` (k x n) and their class indices.
  ///
  /// Where all samples are one and the same, classes that are equally frequent have equal scores.
  /// - Throws: `InputError` where the samples cannot carry the model, saying what to change.
  func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier
}

extension ClassifierMethod {
  /// False: scores only.
  public var givesProbabilities: Bool { false }
}

/// Scores samples for each class that it was fitted on.
public protocol FittedClassifier: Sendable {
  /// The classes seen in fitting, ascending.
  var classes: [Int] { get }

  /// A score for each class (row, in the order of `classes`) and sample (column); the largest wins.
  /// Where the model has densities the score is log p(x, class), up to a term that all classes have
  /// in common.
  func scores(_ samples: Matrix<Double>) throws -> Matrix<Double>

  /// The best class of each sample among `candidates`; nil where the classifier knows none of them.
  /// Ties, to rounding, go to the smaller class index.
  func predict(_ samples: Matrix<Double>, among candidates: [Int]) throws -> [Int?]

  /// Predictions and scores, for less than one after the other.
  func predictWithScores(
    _ samples: Matrix<Double>, among candidates: [Int]
  ) throws -> (predicted: [Int?], scores: Matrix<Double>)
}

/// A fitted classifier that says how sure it is.
public protocol ProbabilisticClassifier: FittedClassifier {
  /// p(class | x) from the scores of samples, class by class (row, in the order of `classes`) and
  /// sample by sample (column); each column sums to 1.
  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double>
}

extension ProbabilisticClassifier {
  /// p(class | x) for every class (row, in the order of `classes`) and sample (column); each column
  /// sums to 1.
  public func probabilities(_ samples: Matrix<Double>) throws -> Matrix<Double> {
    probabilities(ofScores: try scores(samples))
  }
}

extension FittedClassifier {
  /// The best class of each sample among `candidates`; nil where the classifier knows none of them.
  /// Ties go to the smaller class index.
  public func predict(_ samples: Matrix<Double>, among candidates: [Int]) throws -> [Int?] {
    try predictWithScores(samples, among: candidates).predicted
  }

  /// The best class of each sample by the largest score, with the scores.
  public func predictWithScores(
    _ samples: Matrix<Double>, among candidates: [Int]
  ) throws -> (predicted: [Int?], scores: Matrix<Double>) {
    let allowed = classes.indices.filter { candidates.contains(classes[$0]) }
    let scores = try scores(samples)
    guard !allowed.isEmpty else { return ([Int?](repeating: nil, count: samples.columns), scores) }
    return (best(of: scores, among: allowed), scores)
  }

  /// The class with the largest score in each column, among the rows `allowed`. Of scores that are
  /// equal to rounding the smaller class wins. `allowed` ascends and is not empty.
  func best(of scores: Matrix<Double>, among allowed: [Int]) -> [Int?] {
    (0..<scores.columns).map { sample in
      var best = allowed[0]
      for place in allowed where scores[place, sample] > scores[best, sample] { best = place }
      let top = scores[best, sample]
      // What sums of some terms may be off by.
      let least = top - 16 * Double.ulpOfOne * abs(top)
      return classes[allowed.first { $0 <= best && scores[$0, sample] >= least } ?? best]
    }
  }
}
