import Clustering
import Diagnostics
import LinearAlgebra
import Parameters

/// The vote of the k nearest training samples.
///
/// A neighbour nearer than the k-th distance has one vote. Neighbours at the k-th distance, to
/// rounding, share the votes that are left: the order of the samples does not matter. The score of
/// a class is its share of the votes; ties go to the smaller class. Only samples of candidate
/// classes vote in `predict`.
///
/// With memberships a sample splits its vote. In `predict` it has as much of a vote as its
/// membership in the candidates, and neighbours vote until k whole votes are in.
/// Cost: nothing to fit; O(n d + n log n) a sample. Source: Cover and Hart, IEEE Trans. Information
/// Theory 13, 1967.
public struct NearestNeighbours: SoftlyTaught {
  public static let name = "knn"
  public static let card = MethodCard(
    summary: "the vote of the k nearest samples",
    objective: "max_c of the share of class c among the k nearest samples",
    solution: "all distances; neighbours tied for the k-th place share its vote",
    cost: "nothing to fit; O(n d + n log n) a sample",
    source: "Cover and Hart, IEEE Trans. Information Theory 13, 1967")

  @Parameter(.count, "the number of neighbours") public var k = 5
  @Parameter("how far apart two samples are") public var metric = SampleMetric.euclidean

  /// True for both metrics.
  public var ignoresScale: Bool { true }

  public var givesProbabilities: Bool { true }

  public init() {}

  /// Keeps the samples and their memberships.
  /// - Throws: `InputError` where there are fewer than `k` samples.
  public func fit(_ training: TrainingSamples) throws -> any FittedClassifier {
    precondition(k > 0, "\(k) neighbours")
    guard training.count >= k else {
      throw InputError(
        Self.name, found: "\(training.count) labelled samples", expected: "at least k = \(k)",
        advice: "Reduce k.")
    }
    return FittedNearestNeighbours(
      classes: training.classes, samples: training.all, memberships: training.memberships, k: k, metric: metric)
  }
}

/// Training samples that vote.
struct FittedNearestNeighbours: ProbabilisticClassifier {
  let classes: [Int]
  /// d x n.
  let samples: Matrix<Double>
  /// C x n.
  let memberships: Matrix<Double>
  let k: Int
  let metric: SampleMetric

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> { shares(samples, of: Array(classes.indices)) }

  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> { scores }

  func predict(_ samples: Matrix<Double>, among candidates: [Int]) -> [Int?] {
    let allowed = classes.indices.filter { candidates.contains(classes[$0]) }
    guard !allowed.isEmpty else { return [Int?](repeating: nil, count: samples.columns) }
    return best(of: shares(samples, of: allowed), among: allowed)
  }

  func predictWithScores(
    _ samples: Matrix<Double>, among candidates: [Int]
  ) -> (predicted: [Int?], scores: Matrix<Double>) {
    (predict(samples, among: candidates), scores(samples))
  }

  /// The shares of the k nearest votes (or all, if fewer) among those for the `allowed` classes.
  private func shares(_ queries: Matrix<Double>, of allowed: [Int]) -> Matrix<Double> {
    let votes = memberships.selectingRows(allowed)
    let allWeights = (0..<votes.columns).map { votes.column($0).reduce(0, +) }
    let voters = allWeights.indices.filter { allWeights[$0] > 0 }
    let weights = voters.map { allWeights[$0] }
    let electorate = samples.selectingColumns(voters)
    let distances =
      switch metric {
      case .euclidean: squaredDistances(electorate, queries)
      case .cosine: squaredDistances(electorate.directions(), queries.directions(ofQueries: true))
      }
    let rounding = 8 * Double(samples.rows + 8) * Double.ulpOfOne
    let count = min(Double(k), weights.reduce(0, +))
    var result = Matrix<Double>(classes.count, queries.columns)
    for query in 0..<queries.columns {
      let row = distances.column(query)
      let (limit, shared) = Self.limit(row, weights, count, rounding: rounding)
      // Whole votes and shared ones apart: sums of whole numbers are exact, so that equal counts
      // are equal shares.
      for (c, allowed) in allowed.enumerated() {
        var (whole, open) = (0.0, 0.0)
        for (place, distance) in row.enumerated() where distance <= limit.upperBound {
          if distance < limit.lowerBound { whole += votes[c, voters[place]] } else { open += votes[c, voters[place]] }
        }
        result[allowed, query] = (whole + shared * open) / count
      }
    }
    return result
  }

  /// The distances, equal to rounding, at which `count` votes are in, and the part of the votes
  /// there that is counted.
  private static func limit(
    _ distances: [Double], _ weights: [Double], _ count: Double, rounding: Double
  ) -> (ClosedRange<Double>, Double) {
    let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
    // Sums of memberships may miss a whole number by rounding: that asks for no further voter.
    let enough = count * (1 - 1e-12)
    var (nearer, first) = (0.0, 0)
    while true {
      let nearest = distances[order[first]]
      let farthest = nearest * (1 + rounding)
      let end = order[first...].firstIndex { distances[$0] > farthest } ?? order.count
      let there = order[first..<end].reduce(0) { $0 + weights[$1] }
      if nearer + there >= enough || end == order.count {
        return (nearest...farthest, min(1, (count - nearer) / there))
      }
      (nearer, first) = (nearer + there, end)
    }
  }
}

extension Matrix<Double> {
  /// The columns at unit length with two further rows, one for training samples and one for
  /// queries, that hold 1 where a column has no direction: squared distances are then 2 - 2 cos,
  /// with cos = 0 where there is no direction.
  fileprivate func directions(ofQueries: Bool = false) -> Matrix {
    let unit = unitColumns
    var flags = Matrix(2, columns)
    for (j, norm) in unit.columnNorms.enumerated() where norm == 0 { flags[ofQueries ? 1 : 0, j] = 1 }
    return .stackedVertically([unit, flags])
  }
}
