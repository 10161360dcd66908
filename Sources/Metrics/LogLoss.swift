import Foundation
import LinearAlgebra

extension ProbabilityMetric {
  /// The mean over samples of -log p(true class).
  public static let logLoss = ProbabilityMetric(
    MetricDescription(
      name: "logLoss", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The mean over test samples of minus the natural logarithm of the probability of the true class, which "
        + "counts as at least 2^-52 (a loss of 36), also where the classifier does not know the class.")
  ) { probabilities in
    let losses = probabilities.truePlaces.enumerated().map { sample, place in
      let probability = place.map { probabilities.values[$0, sample] } ?? 0
      return -log(min(1, max(probability, Double.ulpOfOne)))
    }
    return losses.compensatedSum / Double(losses.count)
  }
}
