import LinearAlgebra
import Randomness
import Testing

@testable import Metrics

/// Similarities of latents.
@Suite struct SimilarityTests {
  let z1 = Latents.random(6, 60, seed: 1)
  let z2 = Latents.random(6, 60, seed: 2)

  @Test("CKA is 1 for a latent rotated, scaled and shifted, and symmetric")
  func ckaInvariance() throws {
    let moved = (3 * Latents.rotated(z1, by: 0.7)).addingToColumns([1, 2, 3, 4, 5, 6])
    #expect(agree(SimilarityMetric.unbiasedCKA(z1, moved), 1, within: 1e-12))
    #expect(agree(SimilarityMetric.unbiasedCKA(1e200 * z1, 1e-200 * moved), 1, within: 1e-12))
    #expect(agree(SimilarityMetric.unbiasedCKA(z1, z2), SimilarityMetric.unbiasedCKA(z2, z1), within: 1e-10))
  }

  @Test("CKA of unrelated latents is about 0 also with more dimensions than samples")
  func ckaIsUnbiased() throws {
    let values = try (0..<20).map { index in
      let (a, b) = (
        Latents.random(200, 40, seed: UInt64(100 + index)), Latents.random(200, 40, seed: UInt64(200 + index))
      )
      return try #require(SimilarityMetric.unbiasedCKA(a, b))
    }
    #expect(abs(values.reduce(0, +) / 20) < 0.02)
  }

  @Test("neighbours are all mutual in one latent, by chance in unrelated ones, none in a collapsed one")
  func neighbours() throws {
    #expect(SimilarityMetric.mutualNeighbours(z1, Latents.rotated(z1, by: 0.3)) == 1)
    #expect(SimilarityMetric.mutualNeighbours(z1, Matrix(2, 60)) == 0)
    let (a, b) = (Latents.random(3, 600, seed: 3), Latents.random(3, 600, seed: 4))
    let overlap = try #require(SimilarityMetric.mutualNeighbours(a, b))
    #expect(abs(overlap - 10.0 / 599) < 0.006)
    #expect(SimilarityMetric.mutualNeighbours(z1.columns(0..<11), z2.columns(0..<11)) == nil)
  }

  @Test("neighbours are those of a plain search, less those tied for the last places")
  func plainSearch() throws {
    // Whole numbers, so that many distances are equal.
    let (a, b) = (z1.map { (2 * $0).rounded() }, z2.map { (2 * $0).rounded() })
    func neighbours(_ z: Matrix<Double>, _ i: Int, _ k: Int) -> Set<Int> {
      let distances = (0..<60).map { j in (0..<6).reduce(0.0) { $0 + (z[$1, i] - z[$1, j]) * (z[$1, i] - z[$1, j]) } }
      let others = (0..<60).filter { $0 != i }
      return Set(others.filter { j in others.count { distances[$0] <= distances[j] } <= k })
    }
    for k in [1, 4, 10] {
      let shared = (0..<60).reduce(0) { $0 + neighbours(a, $1, k).intersection(neighbours(b, $1, k)).count }
      // Far from the origin, where products lose all digits of the distances, too.
      for shift in [0.0, 1e9] {
        let sets = try #require(NeighbourSets(a.map { $0 + shift }, b.map { $0 + shift }, k: k))
        #expect(sets.overlap == Double(shared) / Double(60 * k))
      }
    }
  }

  @Test("neighbours among hundreds of samples are those of a plain search", arguments: [65, 130, 300])
  func plainSearchOfMany(n: Int) throws {
    // Whole numbers, so that many distances are equal, in an order that the search may stumble over
    // too.
    let (common, noise) = (Latents.random(4, n, seed: 11), Latents.random(4, n, seed: 12))
    let plain = [common, common + 0.3 * noise].map { z in z.map { (5 * $0).rounded() } }
    let order = (0..<n).sorted { plain[0][0, $0] > plain[0][0, $1] }
    for latents in [plain, plain.map { $0.selectingColumns(order) }] {
      func neighbours(_ z: Matrix<Double>, _ i: Int, _ k: Int) -> Set<Int> {
        let difference = z.addingToColumns(z.column(i).map { -$0 })
        let distances = (0..<n).map { j in difference.column(j).reduce(0) { $0 + $1 * $1 } }
        let others = (0..<n).filter { $0 != i }
        let last = others.map { distances[$0] }.sorted()[k]
        return Set(others.filter { distances[$0] < last })
      }
      for k in [1, 10, 40] {
        let shared = (0..<n).reduce(0) { sum, i in
          sum + neighbours(latents[0], i, k).intersection(neighbours(latents[1], i, k)).count
        }
        let sets = try #require(NeighbourSets(latents[0], latents[1], k: k))
        #expect(shared > 0 && sets.overlap == Double(shared) / Double(n * k))
      }
    }
  }

  @Test("a sample changes neighbours alone, which are then those of the sample by itself")
  func neighboursAmongSample() {
    let sample = [7, 3, 41, 12, 55, 20, 21, 22, 23, 24, 25, 26, 27, 0]
    let seed = Seed(base: 5)
    let all = SimilarityMetric.scores(z1, z2, seed: seed)
    let sampled = SimilarityMetric.scores(z1, z2, seed: seed, neighboursAmong: sample)
    let alone = SimilarityMetric.scores(z1.selectingColumns(sample), z2.selectingColumns(sample), seed: seed)
    #expect(all.map(\.name) == sampled.map(\.name))
    for (place, (name, value)) in sampled.enumerated() {
      #expect(value != nil && value == (name.hasPrefix("mutualNeighbours") ? alone : all)[place].value, "\(name)")
      #expect(name != "mutualNeighbours" || value != all[place].value)
    }
  }

  @Test("the products at hand for neighbours do not grow with the number of samples")
  func boundedNeighbours() {
    for n in [1, 12, 255, 256, 16_384, 16_385, 100_000, 4_000_000] {
      let width = NeighbourLists.blockWidth(n)
      #expect(width >= 1 && width <= n && width * n <= 1 << 22, "\(n)")
    }
    #expect(NeighbourLists.blockWidth(10_000) == 256)
  }

  @Test("the overlap of shuffles approaches its expectation, which is k / (n - 1) without ties")
  func expectation() throws {
    let sets = try #require(NeighbourSets(z1, z2, k: 10))
    #expect(agree(sets.expectedOverlap, 10.0 / 59))
    let tied = try #require(NeighbourSets(z1.map { (2 * $0).rounded() }, z2, k: 10))
    #expect(tied.expectedOverlap < 10.0 / 59)
    for sets in [sets, tied] {
      let null = sets.compared(permutations: 2000, seed: Seed(base: 3))
      #expect(abs(null.nullMean - sets.expectedOverlap) < 4 * null.nullDeviation / 2000.0.squareRoot())
    }
    let collapsed = try #require(NeighbourSets(z1, Matrix(2, 60), k: 10))
    #expect(collapsed.expectedOverlap == 0)
  }

  @Test("the null and the p-value are those of 199 shuffles by the seed")
  func nullAndP() throws {
    let seed = Seed(base: 8)
    let comparison = try #require(NeighbourSets(z1, z2, k: 10)).compared(permutations: 199, seed: seed)
    #expect(SimilarityMetric.mutualNeighboursNull(z1, z2, seed: seed) == comparison.nullMean)
    #expect(SimilarityMetric.mutualNeighboursP(z1, z2, seed: seed) == comparison.pValue)
    #expect(abs(comparison.nullMean - 10.0 / 59) < 4 * comparison.nullDeviation / 199.0.squareRoot())
    #expect(SimilarityMetric.mutualNeighboursNull(z1, z2, seed: Seed(base: 9)) != comparison.nullMean)
    #expect(SimilarityMetric.mutualNeighboursP(z1, z1 + 0.2 * z2, seed: seed) == 0.005)
    // Nothing in common is reached by every shuffle.
    #expect(SimilarityMetric.mutualNeighboursP(z1, Matrix(2, 60), seed: seed) == 1)
  }

  @Test("one call gives every similarity by name")
  func allAtOnce() {
    let seed = Seed(base: 4)
    for other in [z2, z1, Matrix<Double>(6, 60), Latents.random(4, 60, seed: 3)] {
      let scores = SimilarityMetric.scores(z1, other, seed: seed)
      #expect(scores.map(\.name) == SimilarityMetric.all.map(\.description.name))
      #expect(scores.map(\.value) == SimilarityMetric.all.map { $0(z1, other, seed: seed) })
    }
  }

  @Test("shuffled pairs have the overlap of chance; true pairs stand out, unrelated ones do not")
  func permutations() throws {
    let noisy = z1 + 0.2 * z2
    let related = try #require(NeighbourSets(z1, noisy, k: 10)).compared(permutations: 99, seed: Seed(base: 5))
    #expect(related.pValue == 0.01 && abs(related.nullMean - 10.0 / 59) < 0.01 && related.nullDeviation > 0)
    #expect(related.value > related.nullMean + 10 * related.nullDeviation)
    let sets = try #require(NeighbourSets(z1, z2, k: 10))
    let unrelated = sets.compared(permutations: 99, seed: Seed(base: 5))
    #expect(unrelated.pValue > 0.01 && abs(unrelated.value - unrelated.nullMean) < 5 * unrelated.nullDeviation)
    #expect(sets.compared(permutations: 99, seed: Seed(base: 5)) == unrelated)
    #expect(sets.compared(permutations: 99, seed: Seed(base: 6)) != unrelated)
  }

  @Test("the order of the samples changes no similarity, but those that shuffle the samples or fold them by place")
  func permutation() {
    let order = Latents.permutation(60, seed: 7)
    let byPlace = ["mutualNeighboursNull", "mutualNeighboursP", "domainClassifierAUC"]
    for metric in SimilarityMetric.all where !byPlace.contains(metric.description.name) {
      let (plain, permuted) = (metric(z1, z2), metric(z1.selectingColumns(order), z2.selectingColumns(order)))
      #expect(agree(plain, permuted, within: 1e-9), "\(metric.description.name)")
    }
  }

  @Test("the gap of a latent moved by its own spread is 1, in any unit; of constant latents it is undefined")
  func gap() throws {
    let centred = z1.addingToColumns(z1.rowMeans.map { -$0 })
    let spread = centred.frobeniusNorm / 60.0.squareRoot()
    let moved = z1.addingToColumns([spread, 0, 0, 0, 0, 0])
    #expect(agree(SimilarityMetric.modalityGap(z1, moved), 1, within: 1e-12))
    #expect(agree(SimilarityMetric.modalityGap(1e9 * z1, 1e9 * moved), 1, within: 1e-12))
    #expect(SimilarityMetric.modalityGap(z1, z1) == 0)
  }

  @Test("collapsed latents, too few samples and elements that are not finite have no similarity")
  func undefined() {
    let constant = Matrix<Double>(3, 60, columnMajor: [Double](repeating: 0.1, count: 180))
    #expect(SimilarityMetric.unbiasedCKA(constant, z1) == nil)
    #expect(SimilarityMetric.modalityGap(constant, constant) == nil)
    var broken = z1
    broken[0, 0] = .nan
    for metric in SimilarityMetric.all {
      #expect(metric(broken, z2) == nil && metric(z2, broken) == nil)
      #expect(metric(Matrix(3, 0), Matrix(3, 0)) == nil && metric(Matrix(0, 5), Matrix(0, 5)) == nil)
    }
    #expect(SimilarityMetric.unbiasedCKA(z1.columns(0..<3), z2.columns(0..<3)) == nil)
  }
}
