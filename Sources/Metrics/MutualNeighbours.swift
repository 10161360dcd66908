import LinearAlgebra
import Randomness

extension SimilarityMetric {
  /// The mean share of the 10 nearest neighbours that a sample has in both latents.
  ///
  /// Source: Huh et al., The platonic representation hypothesis, ICML 2024.
  public static let mutualNeighbours = SimilarityMetric(
    MetricDescription(
      name: "mutualNeighbours", direction: .higherIsBetter, lowest: 0, highest: 1,
      definition:
        "The mean over samples of the share of its 10 nearest other samples (Euclidean) that are the same in both "
        + "latents; by chance 10 / (n - 1); neighbours tied for the last places count as none; undefined with 11 "
        + "samples or fewer.")
  ) { z1, z2 in NeighbourSets(z1, z2, k: 10)?.overlap }
}

/// The nearest neighbours of every sample in each of two latents.
public struct NeighbourSets: Sendable {
  /// The number of neighbours of a sample.
  public let k: Int
  private let first: [Set<Int>]
  private let second: [[Int]]

  /// Finds the neighbours, the sample itself left out, by Euclidean distance in each latent. Where ties straddle the
  /// k-th place, those tied are left out, so that a collapsed latent has no neighbours.
  ///
  /// Nil where there are not more than k + 1 samples, no dimension, or an element is not finite. Cost: O(n² (d + log n)).
  public init?(_ z1: Matrix<Double>, _ z2: Matrix<Double>, k: Int) {
    precondition(k > 0 && z1.columns == z2.columns, "\(k) neighbours of \(z1.columns) and \(z2.columns) samples")
    guard z1.columns > k + 1, z1.rows > 0, z2.rows > 0, let a = ScaledLatents(z1, z1)?.z1,
      let b = ScaledLatents(z2, z2)?.z1
    else { return nil }
    self.k = k
    first = Self.neighbours(a, k).map { Set($0) }
    second = Self.neighbours(b, k)
  }

  /// The mean share of neighbours in common.
  public var overlap: Double { overlap(second.indices.map { $0 }) }

  /// The overlap beside that of partners drawn at random.
  ///
  /// - Parameters:
  ///   - permutations: how many times the partners are shuffled.
  ///   - seed: the seed of the shuffles; the result depends on nothing else.
  public func compared(permutations: Int, seed: Seed) -> PermutationComparison {
    precondition(permutations > 0, "\(permutations) permutations")
    let found = overlap
    let null = (0..<permutations).map { index in
      var generator = seed.deriving("mutual neighbours", "permutation \(index)").generator
      return overlap(generator.shuffled(Array(second.indices)))
    }
    return PermutationComparison(value: found, null: null)
  }

  /// The overlap where sample i of the first latent has the partner `partners[i]` in the second.
  private func overlap(_ partners: [Int]) -> Double {
    var owner = partners
    for (i, partner) in partners.enumerated() { owner[partner] = i }
    let shared = partners.enumerated().reduce(0) { sum, pair in
      sum + second[pair.element].count { first[pair.offset].contains(owner[$0]) }
    }
    return Double(shared) / Double(k * partners.count)
  }

  private static func neighbours(_ z: Matrix<Double>, _ k: Int) -> [[Int]] {
    let (d, n) = (z.rows, z.columns)
    return z.withUnsafeElements { x in
      (0..<n).map { i in
        let distances = (0..<n).map { j in
          var sum = 0.0
          for place in 0..<d {
            let difference = x[i * d + place] - x[j * d + place]
            sum += difference * difference
          }
          return sum
        }
        let others = (0..<n).filter { $0 != i }.sorted { (distances[$0], $0) < (distances[$1], $1) }
        let limit = distances[others[k - 1]]
        let tied = distances[others[k]] == limit
        return others.prefix(k).filter { !tied || distances[$0] < limit }
      }
    }
  }
}

/// A value beside those that random pairing gives.
public struct PermutationComparison: Codable, Sendable, Equatable {
  /// The value for the true pairs.
  public var value: Double
  /// The mean for random pairs.
  public var nullMean: Double
  /// The standard deviation for random pairs; 0 for a single permutation.
  public var nullDeviation: Double
  /// (1 + number of permutations that reach the value) / (1 + number of permutations).
  public var pValue: Double

  init(value: Double, null: [Double]) {
    self.value = value
    let count = Double(null.count)
    let mean = null.compensatedSum / count
    nullMean = mean
    let squares = null.map { ($0 - mean) * ($0 - mean) }.compensatedSum
    nullDeviation = null.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    pValue = Double(1 + null.count { $0 >= value }) / (1 + count)
  }
}
