import LinearAlgebra

/// The class whose mean is nearest.
///
/// The score of a class is minus the squared distance to its mean (`euclidean`), or the cosine with it (`cosine`, 0
/// where either has length 0). Cost: O(n d) to fit, O(C d) a sample.
public struct NearestCentroid: ClassifierMethod {
  /// `nearest-centroid`.
  public static let name = "nearest-centroid"

  /// The distance to the means.
  public var metric: SampleMetric

  /// True for both metrics.
  public var ignoresScale: Bool { true }

  /// Keeps the parameter.
  public init(metric: SampleMetric = .euclidean) { self.metric = metric }

  /// Decodes the parameter, `euclidean` where it is left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(metric: try container.decodeIfPresent(SampleMetric.self, forKey: .metric) ?? .euclidean)
  }

  /// Computes the means of the classes.
  /// - Throws: `InputError` without samples or where one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    let training = try TrainingSamples(samples, labels: labels, for: Self.name)
    let means = Matrix(columns: training.groups.map(\.rowMeans))
    return FittedNearestCentroid(classes: training.classes, means: means, metric: metric)
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
