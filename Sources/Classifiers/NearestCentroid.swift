import Clustering
import LinearAlgebra
import Parameters

/// The class whose mean is nearest.
///
/// The score of a class is minus the squared distance to its mean (`euclidean`), or the cosine with
/// it (`cosine`, 0 where either has length 0). With memberships, means are weighted by them. Cost:
/// O(n d) to fit, O(C d) a sample.
public struct NearestCentroid: SoftlyTaught {
  public static let name = "nearest-centroid"
  public static let card = MethodCard(
    summary: "the class whose mean is nearest", objective: "min_c ||x - mu_c||², or max_c cos(x, mu_c)",
    solution: "the means of the classes", cost: "O(n d) to fit, O(C d) a sample",
    source: "Tibshirani, Hastie, Narasimhan and Chu, PNAS 99, 2002 (there with shrunken means)")

  @Parameter("how far apart two samples are") public var metric = SampleMetric.euclidean

  /// True for both metrics.
  public var ignoresScale: Bool { true }

  public init() {}

  /// Computes the means of the classes, weighted by memberships.
  public func fit(_ training: TrainingSamples) -> any FittedClassifier {
    guard !training.areIdentical else { return Uninformed(classes: training.classes) }
    return FittedNearestCentroid(
      classes: training.classes, means: Matrix(columns: training.groups.map(\.mean)), metric: metric)
  }
}

/// The means of classes.
struct FittedNearestCentroid: FittedClassifier {
  let classes: [Int]
  /// d x C.
  let means: Matrix<Double>
  let metric: SampleMetric

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    switch metric {
    case .euclidean: -squaredDistances(means, samples)
    case .cosine: Matrix.product(means.unitColumns, samples.unitColumns, transposing: .first)
    }
  }
}
