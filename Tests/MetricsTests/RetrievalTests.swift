import LinearAlgebra
import Testing

@testable import Metrics

/// Retrieval of partners.
@Suite struct RetrievalTests {
  /// Two latents that agree but for noise.
  func noisyPair(_ k: Int, _ n: Int) -> (Matrix<Double>, Matrix<Double>) {
    let z = Latents.random(k, n, seed: 1)
    return (z, z + 0.8 * Latents.random(k, n, seed: 2))
  }

  @Test("Hand-computed ranks on a line, both ways")
  func handComputed() {
    let a = Matrix<Double>(rows: [[0, 1, 2, 10]])
    let b = Matrix<Double>(rows: [[0.1, 2.1, 0.9, 10]])
    let (forward, backward) = Retrieval.bothWays(a, b)
    #expect(forward.ranks == [0, 2, 1, 0])
    #expect(backward.ranks == [0, 1, 2, 0])
    #expect(forward.recall(at: 1) == 0.5 && forward.recall(at: 2) == 0.75 && forward.recall(at: 3) == 1)
    #expect(agree(RetrievalMetric.meanReciprocalRank(forward), (1 + 1 / 3.0 + 0.5 + 1) / 4))
  }

  @Test("One call gives every score by name, forth and back; swapping the latents swaps the two")
  func scoresBothWays() {
    let (a, b) = noisyPair(5, 40)
    let scores = RetrievalMetric.scores(from: a, to: b)
    #expect(scores.map(\.name) == (RetrievalMetric.all + RetrievalMetric.back).map(\.description.name))
    #expect(scores.suffix(4).map(\.name) == scores.prefix(4).map { $0.name + "Back" })
    let (forward, backward) = Retrieval.bothWays(a, b)
    #expect(scores.map(\.value) == RetrievalMetric.all.map { $0(forward) } + RetrievalMetric.all.map { $0(backward) })
    let swapped = RetrievalMetric.scores(from: b, to: a).map(\.value)
    #expect(swapped == (scores.suffix(4) + scores.prefix(4)).map(\.value))
    #expect(RetrievalMetric.scores(from: Matrix(3, 0), to: Matrix(3, 0)).allSatisfy { $0.value == nil })
  }

  @Test("Identical distinct latents find every partner", arguments: RetrievalDistance.allCases)
  func identical(distance: RetrievalDistance) {
    for k in [1, 3, 8, 19] where k > 1 || distance == .euclidean {
      let z = Latents.random(k, 60, seed: UInt64(k))
      #expect(Retrieval(from: z, to: z, distance: distance).recall(at: 1) == 1)
    }
  }

  @Test("A collapsed latent finds nothing", arguments: RetrievalDistance.allCases)
  func collapsed(distance: RetrievalDistance) {
    for value in [0, 0.3] {
      let z = Matrix<Double>(5, 40, columnMajor: [Double](repeating: value, count: 200))
      let retrieval = Retrieval(from: z, to: z, distance: distance)
      #expect(retrieval.ranks.allSatisfy { $0 == 39 })
      for k in [1, 5, 10] { #expect(retrieval.recall(at: k) == 0) }
    }
  }

  @Test("Unrelated latents find partners as often as chance")
  func unrelated() throws {
    let retrieval = Retrieval(from: Latents.random(6, 1000, seed: 3), to: Latents.random(6, 1000, seed: 4))
    let recall = try #require(RetrievalMetric.recallAt10(retrieval))
    #expect(abs(recall - 0.01) < 0.01)
  }

  @Test("A common rotation, a common positive scale and a permutation of samples leave the recall")
  func invariance() {
    let (a, b) = noisyPair(11, 80)
    let order = Latents.permutation(80, seed: 9)
    for distance in RetrievalDistance.allCases {
      let before = Retrieval(from: a, to: b, distance: distance)
      let turned = Retrieval(
        from: Latents.rotated(a, by: 1.1), to: Latents.rotated(b, by: 1.1), distance: distance)
      #expect(turned.ranks == before.ranks)
      #expect(Retrieval(from: 1e-200 * a, to: 1e-200 * b, distance: distance).ranks == before.ranks)
      #expect(Retrieval(from: 1e200 * a, to: 1e200 * b, distance: distance).ranks == before.ranks)
      let permuted = Retrieval(from: a.selectingColumns(order), to: b.selectingColumns(order), distance: distance)
      #expect(permuted.ranks == order.map { before.ranks[$0] })
    }
  }

  @Test("Ranks are those of a plain search, whatever the dimension")
  func plainSearch() {
    for k in [1, 7, 8, 9, 24, 37] {
      let (a, b) = noisyPair(k, 50)
      let expected = (0..<50).map { i in
        let distances = (0..<50).map { j in (0..<k).reduce(0.0) { $0 + (a[$1, i] - b[$1, j]) * (a[$1, i] - b[$1, j]) } }
        return (0..<50).count { $0 != i && distances[$0] <= distances[i] }
      }
      #expect(Retrieval(from: a, to: b).ranks == expected)
    }
  }

  @Test("Partners far from the origin are told apart by differences that products would lose")
  func farFromTheOrigin() {
    for (k, offset) in [(3, 1e7), (40, 1e7), (40, 1e12)] {
      let (near, other) = noisyPair(k, 300)
      // Multiples of a power of two, so that the offset loses nothing of them.
      func coarse(_ latents: Matrix<Double>) -> Matrix<Double> { latents.map { ($0 * 1024).rounded() / 1024 } }
      let (a, b) = (coarse(near), coarse(other))
      let expected = Retrieval(from: a, to: b).ranks
      #expect(Set(expected).count > 1)
      #expect(Retrieval(from: a.map { $0 + offset }, to: b.map { $0 + offset }).ranks == expected)
    }
  }

  @Test("The cosine ignores lengths; a latent without direction is found last and finds last")
  func cosine() {
    let (a, b) = noisyPair(4, 30)
    let lengths = (0..<30).map { Double($0 + 1) }
    let stretched = Matrix(columns: (0..<30).map { j in a.column(j).map { $0 * lengths[j] } })
    let before = Retrieval(from: a, to: b, distance: .cosine)
    #expect(Retrieval(from: stretched, to: b, distance: .cosine).ranks == before.ranks)
    var holed = a
    for i in 0..<4 { holed[i, 7] = 0 }
    #expect(Retrieval(from: holed, to: b, distance: .cosine).ranks[7] == 29)
    #expect(Retrieval(from: b, to: holed, distance: .cosine).ranks[7] == 29)
  }

  @Test("Ties count against")
  func ties() {
    let a = Matrix<Double>(rows: [[0, 5, 9]])
    let b = Matrix<Double>(rows: [[0, 0, 9]])
    #expect(Retrieval(from: a, to: b).ranks == [1, 2, 0])
  }

  @Test("Recall among no more samples than it looks at is undefined")
  func tooFew() {
    let z = Latents.random(3, 5, seed: 1)
    let retrieval = Retrieval(from: z, to: z)
    #expect(retrieval.recall(at: 4) == 1 && retrieval.recall(at: 5) == nil)
    #expect(RetrievalMetric.recallAt10(retrieval) == nil && RetrievalMetric.recallAt1(retrieval) == 1)
  }

  @Test("A latent that is not finite finds nothing")
  func notFinite() {
    var z = Latents.random(3, 12, seed: 1)
    z[0, 0] = .nan
    #expect(Retrieval(from: z, to: z).ranks.allSatisfy { $0 == 11 })
  }
}
