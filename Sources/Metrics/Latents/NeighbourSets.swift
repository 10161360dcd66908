import LinearAlgebra
import Randomness

/// The nearest neighbours of every sample in each of two latents.
public struct NeighbourSets: Sendable {
  /// The number of neighbours of a sample.
  public let k: Int
  private let first: NeighbourLists
  private let second: NeighbourLists

  /// Finds the neighbours, the sample itself left out, by Euclidean distance in each latent. Where
  /// ties straddle the k-th place, those tied are left out, so that a collapsed latent has no
  /// neighbours.
  ///
  /// Nil where there are not more than k + 1 samples, no dimension, or an element is not finite.
  /// Cost: a product of O(n² d), and O(n² (d + k)) beside it at worst, where many samples are tied.
  public init?(_ z1: Matrix<Double>, _ z2: Matrix<Double>, k: Int) {
    precondition(k > 0 && z1.columns == z2.columns, "\(k) neighbours of \(z1.columns) and \(z2.columns) samples")
    guard z1.columns > k + 1, z1.rows > 0, z2.rows > 0, let a = ScaledLatents(z1, z1)?.z1,
      let b = ScaledLatents(z2, z2)?.z1
    else { return nil }
    self.k = k
    first = NeighbourLists(of: a, k: k)
    second = NeighbourLists(of: b, k: k)
  }

  /// The mean share of neighbours in common.
  public var overlap: Double { overlap(Array(0..<second.count)) }

  /// The mean overlap over all pairings of the samples, which shuffles approach: k / (n - 1) where
  /// no sample lost neighbours to a tie.
  ///
  /// A random pairing puts each neighbour of a sample among the others with equal chance, so the
  /// expectation is the product of the mean numbers of neighbours over k (n - 1).
  public var expectedOverlap: Double {
    let n = Double(first.count)
    let counts = [first, second].map { Double($0.total) / n }
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
    let all = Array(0..<second.count)
    let null = (0..<permutations).map { index in
      var generator = seed.deriving("mutual neighbours", "permutation \(index)").generator
      return overlap(generator.shuffled(all))
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
    marked.withUnsafeMutableBufferPointer { marked in
      owner.withUnsafeBufferPointer { owner in
        for (i, partner) in partners.enumerated() {
          first.forEach(of: i) { marked[$0] = i }
          second.forEach(of: partner) { if marked[owner[$0]] == i { shared += 1 } }
        }
      }
    }
    return Double(shared) / Double(k * partners.count)
  }
}
