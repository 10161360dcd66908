import LinearAlgebra
import Parameters

/// The class whose medians are nearest. A few odd samples do not move them.
public struct NearestMedian: ClassifierMethod {
  public static let name = "nearest-median"
  public static let card = MethodCard(
    summary: "the class whose medians are nearest", objective: "min_c sum_i |x_i - m_ci|",
    solution: "the median of each feature in each class", cost: "O(n d log n) to fit, O(C d) a sample",
    source: "common practice in robust statistics")

  public init() {}

  public var ignoresScale: Bool { true }

  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    let training = try TrainingSamples(samples, labels: labels, for: Self.name)
    guard !training.areIdentical else { return Uninformed(classes: training.classes) }
    let medians = training.groups.map { group in
      let samples = group.samples
      return (0..<samples.rows).map { feature in
        let values = samples.row(feature).sorted()
        return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
      }
    }
    return FittedNearestMedian(classes: training.classes, medians: medians)
  }
}

private struct FittedNearestMedian: FittedClassifier {
  let classes: [Int]
  let medians: [[Double]]

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    var scores = Matrix<Double>(classes.count, samples.columns)
    for column in 0..<samples.columns {
      let sample = samples.column(column)
      for (row, median) in medians.enumerated() {
        scores[row, column] = -zip(sample, median).reduce(0) { $0 + abs($1.0 - $1.1) }
      }
    }
    return scores
  }
}
