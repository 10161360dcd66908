import LinearAlgebra
import Testing

@testable import Metrics

/// Errors of reconstruction.
@Suite struct ReconstructionTests {
  let truth = Latents.random(2, 100, seed: 1)

  @Test("The raw error is the mean distance, and undefined for another dimension")
  func raw() throws {
    let a = Matrix<Double>(rows: [[3, 0], [4, 1]])
    #expect(try ReconstructionMetric.reconstructionError(a, truth: Matrix(2, 2)) == 3)
    #expect(try ReconstructionMetric.reconstructionError(Latents.random(3, 100, seed: 2), truth: truth) == nil)
  }

  @Test("Any regular linear image of the truth has a large raw error, and none after the best linear map")
  func linearImage() throws {
    let map = Matrix<Double>(rows: [[40, -7], [3, 11], [-2, 5]])
    for image in [map * truth, map.rows(0..<2) * truth, 1e-9 * (map * truth), 1e9 * (map * truth)] {
      let after = try #require(try ReconstructionMetric.reconstructionErrorAfterLinearMap(image, truth: truth))
      #expect(after < 1e-13)
    }
    let raw = try #require(try ReconstructionMetric.reconstructionError(map.rows(0..<2) * truth, truth: truth))
    #expect(raw > 10)
  }

  @Test("The best map minimises: latents that say nothing leave about the truth itself, and never more in squares")
  func uninformative() throws {
    let zero = Matrix<Double>(2, 100)
    let alone = try #require(try ReconstructionMetric.reconstructionError(zero, truth: truth))
    #expect(agree(try ReconstructionMetric.reconstructionErrorAfterLinearMap(zero, truth: truth), alone))
    // A single dimension of the truth leaves the other.
    let half = try ReconstructionMetric.reconstructionErrorAfterLinearMap(truth.rows(0..<1), truth: truth)
    #expect(try #require(half) < alone)
  }

  @Test("A linear map of the latents changes nothing after the best linear map")
  func invariance() throws {
    let estimate = truth + 0.3 * Latents.random(2, 100, seed: 5)
    let before = try ReconstructionMetric.reconstructionErrorAfterLinearMap(estimate, truth: truth)
    let mixed = Matrix<Double>(rows: [[2, 1], [-1, 3]]) * estimate
    let after = try ReconstructionMetric.reconstructionErrorAfterLinearMap(mixed, truth: truth)
    #expect(agree(before, after, within: 1e-12))
  }
}
