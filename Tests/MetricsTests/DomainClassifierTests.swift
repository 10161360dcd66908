import LinearAlgebra
import Testing

@testable import Metrics

/// The domain classifier's area under the curve.
@Suite struct DomainClassifierTests {
  let area = SimilarityMetric.domainClassifierAUC
  let z1 = Latents.random(6, 60, seed: 1)
  /// Elsewhere, and of another shape.
  var z2: Matrix<Double> { z1.map { 0.7 * $0 + 0.4 } + 0.5 * Latents.random(6, 60, seed: 2) }

  @Test("latents that are equal cannot be told apart: exactly 0.5")
  func equal() {
    for (k, n) in [(1, 10), (6, 60), (80, 33), (5, 431)] {
      let z = Latents.random(k, n, seed: UInt64(n))
      #expect(area(z, z) == 0.5)
    }
  }

  @Test("modalities that are exchangeable have 0.5 in the mean, in few dimensions and in more than samples")
  func exchangeable() throws {
    for (k, n) in [(3, 40), (100, 20)] {
      let values = try (0..<60).map { index in
        let common = Latents.random(k, n, seed: UInt64(1000 + index))
        let (a, b) = (
          Latents.random(k, n, seed: UInt64(2000 + index)), Latents.random(k, n, seed: UInt64(3000 + index))
        )
        return try #require(area(common + a, common + b))
      }
      let mean = values.reduce(0, +) / 60
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59).squareRoot()
      #expect(abs(mean - 0.5) < 3.5 * deviation / 60.0.squareRoot())
    }
  }

  @Test("a constant far beyond the spread tells them apart always, one within it in part")
  func shifted() throws {
    #expect(area(z1, z1.addingToColumns([0, 0, 20, 0, 0, 0])) == 1)
    #expect(area(z1, z1.addingToColumns([0, 0, -20, 0, 0, 0])) == 1)
    let part = try #require(area(z1, z1.addingToColumns([0, 0, 1, 0, 0, 0])))
    #expect(part > 0.6 && part < 0.95)
  }

  @Test("a shift in a direction of little variance is found")
  func smallDirection() throws {
    let flat = z1.scalingRows(by: [1, 1, 1, 1, 1, 0.05])
    #expect(try #require(area(flat, flat.addingToColumns([0, 0, 0, 0, 0, 0.25]))) > 0.97)
  }

  @Test("a common scale, shift and rotation leave the area; swapping the modalities too")
  func invariance() throws {
    let plain = try #require(area(z1, z2))
    #expect(plain > 0.55 && plain < 0.999)
    for factor in [1e-200, 1e-3, 7, 1e200] { #expect(agree(area(factor * z1, factor * z2), plain, within: 1e-8)) }
    let turned = area(Latents.rotated(z1, by: 0.9), Latents.rotated(z2, by: 0.9))
    #expect(agree(turned, plain, within: 1e-8))
    let offset = [3, -2, 100, 0.1, 0, 9]
    #expect(agree(area(z1.addingToColumns(offset), z2.addingToColumns(offset)), plain, within: 1e-8))
    #expect(agree(area(z2, z1), plain, within: 1e-8))
  }

  @Test("fewer than 10 samples, collapse and other dimensions have no area; one collapsed modality has")
  func undefined() {
    #expect(area(z1.columns(0..<9), z2.columns(0..<9)) == nil && area(z1.columns(0..<10), z2.columns(0..<10)) != nil)
    let constant = Matrix<Double>(6, 60, columnMajor: [Double](repeating: 0.1, count: 360))
    #expect(area(constant, constant) == nil && area(constant, Matrix(6, 60)) == nil)
    #expect(area(z1, z2.rows(0..<5)) == nil)
    #expect(area(z1, Matrix(6, 60)) != nil)
  }
}
