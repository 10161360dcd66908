import Diagnostics
import LinearAlgebra

/// The vote of the k nearest training samples.
///
/// A neighbour nearer than the k-th distance has one vote; neighbours at exactly the k-th distance share the votes that
/// are left, so that the result does not depend on the order of the samples. The score of a class is its share of the
/// votes; ties go to the smaller class. Only samples of candidate classes vote in `predict`.
/// Cost: nothing to fit; O(n d + n log n) a sample. Source: Cover and Hart, IEEE Trans. Information Theory 13, 1967.
public struct NearestNeighbours: ClassifierMethod {
  /// `knn`.
  public static let name = "knn"

  /// The number of neighbours.
  public var k: Int
  /// The distance.
  public var metric: SampleMetric

  /// True for both metrics.
  public var ignoresScale: Bool { true }

  /// Keeps the parameters; `k` must be positive.
  public init(k: Int = 5, metric: SampleMetric = .euclidean) {
    self.k = k
    self.metric = metric
  }

  /// Decodes the parameters: `k` 5 and `metric` `euclidean` where they are left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      k: try container.decodeIfPresent(Int.self, forKey: .k) ?? 5,
      metric: try container.decodeIfPresent(SampleMetric.self, forKey: .metric) ?? .euclidean)
    guard k > 0 else { throw InputError("knn: k", found: "\(k)", expected: "a positive number of neighbours") }
  }

  /// Keeps the samples.
  /// - Throws: `InputError` where there are fewer than `k` samples, or one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    precondition(k > 0, "\(k) neighbours")
    let training = try TrainingSamples(samples, labels: labels, for: Self.name)
    guard training.count >= k else {
      throw InputError(
        Self.name, found: "\(training.count) labelled samples", expected: "at least k = \(k)",
        advice: "Reduce k.")
    }
    return FittedNearestNeighbours(
      classes: training.classes, samples: training.all, places: training.places, k: k, metric: metric)
  }
}

/// Training samples that vote.
struct FittedNearestNeighbours: ProbabilisticClassifier {
  let classes: [Int]
  /// d x n.
  let samples: Matrix<Double>
  /// The place in `classes` of each sample.
  let places: [Int]
  let k: Int
  let metric: SampleMetric

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> { shares(samples, of: Array(classes.indices)) }

  func probabilities(_ samples: Matrix<Double>) -> Matrix<Double> { scores(samples) }

  func predict(_ samples: Matrix<Double>, among candidates: [Int]) -> [Int?] {
    let allowed = classes.indices.filter { candidates.contains(classes[$0]) }
    guard !allowed.isEmpty else { return [Int?](repeating: nil, count: samples.columns) }
    return best(of: shares(samples, of: allowed), among: allowed)
  }

  /// The shares of the votes of the k nearest samples (or all, if fewer) among those of the `allowed` classes.
  private func shares(_ queries: Matrix<Double>, of allowed: [Int]) -> Matrix<Double> {
    let voters = places.indices.filter { allowed.contains(places[$0]) }
    let electorate = samples.selectingColumns(voters)
    let distances =
      switch metric {
      case .euclidean: squaredDistances(electorate, queries)
      case .cosine: squaredDistances(electorate.directions(), queries.directions(ofQueries: true))
      }
    let count = min(k, voters.count)
    var result = Matrix<Double>(classes.count, queries.columns)
    for query in 0..<queries.columns {
      let row = distances.column(query)
      let limit = row.sorted()[count - 1]
      let nearer = row.count { $0 < limit }
      let atLimit = row.count { $0 == limit }
      let shared = Double(count - nearer) / Double(atLimit)
      for (voter, distance) in zip(voters, row) where distance <= limit {
        result[places[voter], query] += (distance < limit ? 1 : shared) / Double(count)
      }
    }
    return result
  }
}

extension Matrix<Double> {
  /// The columns at unit length with two further rows, one for training samples and one for queries, that hold 1 where
  /// a column has no direction: squared distances are then 2 - 2 cos, with cos = 0 for whatever has no direction.
  fileprivate func directions(ofQueries: Bool = false) -> Matrix {
    let unit = unitColumns
    var flags = Matrix(2, columns)
    for (j, norm) in unit.columnNorms.enumerated() where norm == 0 { flags[ofQueries ? 1 : 0, j] = 1 }
    return .stackedVertically([unit, flags])
  }
}
