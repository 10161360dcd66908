import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Clustering

@Suite("k-means")
struct KMeansTests {
  @Test("no place is taken for a centre twice while there are others", arguments: 0..<40 as Range<UInt64>)
  func apart(seed: UInt64) {
    // Four places, five samples in each: a centre anywhere leaves nothing to be gained there.
    let places = Matrix<Double>(rows: [[0, 10, 0, 30], [0, 0, 10, 30]])
    let samples = places.selectingColumns((0..<20).map { $0 % 4 })
    let clusters = KMeans.clusters(samples, count: 4, seed: Seed(base: seed))
    #expect(clusters.count == 20 && Set(clusters) == [0, 1, 2, 3])
    for sample in 0..<20 { #expect(clusters[sample] == clusters[sample % 4]) }
  }

  @Test("with more clusters than places some stay empty, and samples of one place stay together")
  func few() {
    let samples = Matrix<Double>(rows: [[1, 5, 1, 5, 1, 5]])
    let clusters = KMeans.clusters(samples, count: 4, seed: Seed(base: 1))
    #expect(Set(clusters).count == 2)
    for sample in 0..<6 { #expect(clusters[sample] == clusters[sample % 2]) }
  }
}
