import LinearAlgebra

extension ProbabilityMetric {
  /// How far the confidence of predictions is from their accuracy.
  ///
  /// Source: Guo et al., On calibration of modern neural networks, ICML 2017.
  public static let expectedCalibrationError = ProbabilityMetric(
    MetricDescription(
      name: "expectedCalibrationError", direction: .lowerIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean over test samples, in 15 bins of equal width of the largest probability, of the difference between "
        + "a bin's accuracy and its mean largest probability; a bin holds its upper end; ties go to the first class.")
  ) { probabilities in
    let bins = 15
    // The summed confidence minus the number of right predictions; over n that is the weighted
    // difference of a bin.
    var differences = [CompensatedSum](repeating: CompensatedSum(), count: bins)
    for (sample, place) in probabilities.truePlaces.enumerated() {
      let column = probabilities.values.column(sample)
      let best = column.indices.reduce(0) { column[$1] > column[$0] ? $1 : $0 }
      let bin = (column[best] * Double(bins)).rounded(.up) - 1
      let index = min(max(Int(bin), 0), bins - 1)
      differences[index] += column[best]
      if best == place { differences[index] += -1 }
    }
    return min(1, differences.map { abs($0.value) }.compensatedSum / Double(probabilities.truth.count))
  }
}
