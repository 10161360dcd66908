import LinearAlgebra
import Randomness

/// The nearest neighbours of every sample in each of two latents.
public struct NeighbourSets: Sendable {
  /// The number of neighbours of a sample.
  public let k: Int
  private let first: [[Int]]
  private let second: [[Int]]

  /// Finds the neighbours, the sample itself left out, by Euclidean distance in each latent. Where ties straddle the
  /// k-th place, those tied are left out, so that a collapsed latent has no neighbours.
  ///
  /// Nil where there are not more than k + 1 samples, no dimension, or an element is not finite. Cost: O(n² (d + k)) at
  /// worst, O(n² d) for samples in no special order.
  public init?(_ z1: Matrix<Double>, _ z2: Matrix<Double>, k: Int) {
    precondition(k > 0 && z1.columns == z2.columns, "\(k) neighbours of \(z1.columns) and \(z2.columns) samples")
    guard z1.columns > k + 1, z1.rows > 0, z2.rows > 0, let a = ScaledLatents(z1, z1)?.z1,
      let b = ScaledLatents(z2, z2)?.z1
    else { return nil }
    self.k = k
    first = Self.neighbours(a, k)
    second = Self.neighbours(b, k)
  }

  /// The mean share of neighbours in common.
  public var overlap: Double { overlap(Array(second.indices)) }

  /// The mean overlap over all pairings of the samples, which shuffles approach: k / (n - 1) where no sample lost
  /// neighbours to a tie.
  ///
  /// A random pairing puts each neighbour of a sample among the others with equal chance, so the expectation is the
  /// product of the mean numbers of neighbours over k (n - 1).
  public var expectedOverlap: Double {
    let n = Double(first.count)
    let counts = [first, second].map { Double($0.reduce(0) { $0 + $1.count }) / n }
    return counts[0] * counts[1] / (Double(k) * (n - 1))
  }

  /// The overlap beside that of partners drawn at random.
  ///
  /// - Parameters:
  ///   - permutations: how many times the partners are shuffled.
  ///   - seed: the seed of the shuffles; the result depends on nothing else. Cost: O(n k) each.
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
    // The sample whose neighbours were marked last, for each sample: no set is built.
    var marked = [Int](repeating: -1, count: partners.count)
    var shared = 0
    for (i, partner) in partners.enumerated() {
      for neighbour in first[i] { marked[neighbour] = i }
      for neighbour in second[partner] where marked[owner[neighbour]] == i { shared += 1 }
    }
    return Double(shared) / Double(k * partners.count)
  }

  private static func neighbours(_ z: Matrix<Double>, _ k: Int) -> [[Int]] {
    let (d, n) = (z.rows, z.columns)
    // One row a dimension, so that the distances to all samples grow side by side, each summed in the same order.
    return z.transposed().withUnsafeElements { x in
      var distances = [Double](repeating: 0, count: n)
      return (0..<n).map { i in
        distances.withUnsafeMutableBufferPointer { sums in
          sums.update(repeating: 0)
          for place in 0..<d {
            let own = x[place * n + i]
            for j in 0..<n {
              let difference = own - x[place * n + j]
              sums[j] += difference * difference
            }
          }
        }
        return nearest(k, to: i, by: distances)
      }
    }
  }

  /// The k samples other than `sample` with the smallest distances, less those tied for the last places.
  private static func nearest(_ k: Int, to sample: Int, by distances: [Double]) -> [Int] {
    // The k + 1 nearest so far, ascending; of equal distances the earlier sample stands first.
    var best: [Int] = []
    best.reserveCapacity(k + 2)
    for j in distances.indices where j != sample {
      if best.count > k, distances[j] >= distances[best[k]] { continue }
      var place = best.count
      while place > 0, distances[best[place - 1]] > distances[j] { place -= 1 }
      best.insert(j, at: place)
      if best.count > k + 1 { best.removeLast() }
    }
    let limit = distances[best[k - 1]]
    guard distances[best[k]] == limit else { return Array(best.prefix(k)) }
    return best.filter { distances[$0] < limit }
  }
}
