import LinearAlgebra
import Randomness

/// Clusters of samples: what mixtures start from, and prototypes.
package enum KMeans {
  private static let steps = 20

  /// For each sample the place of its cluster, one of `count`: centres by k-means++, then Lloyd's
  /// steps.
  package static func clusters(_ samples: Matrix<Double>, count: Int, seed: Seed) -> [Int] {
    fitted(samples, count: count, seed: seed).clusters
  }

  /// The centres of those clusters, a column each, to the nearest of which every sample belongs.
  package static func centres(_ samples: Matrix<Double>, count: Int, seed: Seed) -> Matrix<Double> {
    fitted(samples, count: count, seed: seed).centres
  }

  private static func fitted(
    _ samples: Matrix<Double>, count: Int, seed: Seed
  ) -> (centres: Matrix<Double>, clusters: [Int]) {
    var centres = samples.selectingColumns(start(samples, count: count, seed: seed))
    var nearest = assignment(samples, centres)
    for _ in 0..<steps {
      for c in 0..<count {
        let members = nearest.indices.filter { nearest[$0] == c }
        guard !members.isEmpty else { continue }
        for (i, value) in samples.selectingColumns(members).rowMeans.enumerated() { centres[i, c] = value }
      }
      let next = assignment(samples, centres)
      if next == nearest { break }
      nearest = next
    }
    return (centres, nearest)
  }

  /// The first centre is any sample; each further one is drawn in proportion to its squared
  /// distance to the nearest.
  private static func start(_ samples: Matrix<Double>, count: Int, seed: Seed) -> [Int] {
    var generator = seed.generator
    var chosen = [generator.index(below: samples.columns)]
    var distances = squaredDistances(samples, samples.selectingColumns(chosen)).column(0)
    while chosen.count < count {
      let goal = generator.uniform() * distances.reduce(0, +)
      var sum = 0.0
      // Where all samples are centres already, any will do: its cluster stays empty.
      var next = chosen[0]
      for (i, distance) in distances.enumerated() where distance > 0 {
        next = i
        sum += distance
        if sum > goal { break }
      }
      chosen.append(next)
      let further = squaredDistances(samples, samples.selectingColumns([next])).column(0)
      distances = zip(distances, further).map { min($0, $1) }
    }
    return chosen
  }

  /// The nearest centre of each sample, the first of equally near ones.
  package static func assignment(_ samples: Matrix<Double>, _ centres: Matrix<Double>) -> [Int] {
    let distances = squaredDistances(centres, samples)
    return (0..<samples.columns).map { j in
      (0..<centres.columns).reduce(0) { distances[$1, j] < distances[$0, j] ? $1 : $0 }
    }
  }
}
