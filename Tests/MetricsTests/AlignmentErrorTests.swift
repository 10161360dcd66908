import LinearAlgebra
import TestSupport
import Testing

@testable import Metrics

/// Errors of alignment.
@Suite struct AlignmentErrorTests {
  let z1 = Latents.random(6, 50, seed: 1)
  let z2 = Latents.random(6, 50, seed: 2)

  func errors(_ a: Matrix<Double>, _ b: Matrix<Double>) -> [Double?] { AlignmentMetric.all.map { $0(a, b) } }

  @Test("Hand-computed errors: distances 1, 5, 1, 1 and spread 47")
  func handComputed() {
    let a = Matrix<Double>(rows: [[0, 3, 1, -2], [0, 4, 1, 5]])
    let b = Matrix<Double>(rows: [[0, 0, 2, -2], [1, 0, 1, 4]])
    #expect(AlignmentMetric.cmae(a, b) == 2)
    #expect(AlignmentMetric.cmaeSquared(a, b) == 7)
    #expect(AlignmentMetric.cmaeFrobenius(a, b) == 28.0.squareRoot())
    #expect(agree(AlignmentMetric.cmaeNormalised(a, b), 28.0 / 47))
  }

  @Test("One call gives every error by name, as each gives itself")
  func together() {
    for (a, b) in [(z1, z2), (z1, z1), (0 * z1, 0 * z2), (Matrix<Double>(3, 0), Matrix<Double>(3, 0))] {
      let scores = AlignmentMetric.scores(a, b)
      #expect(scores.map(\.name) == AlignmentMetric.all.map(\.description.name))
      #expect(scores.map(\.value) == errors(a, b))
    }
  }

  @Test("Scaling the latents by c scales cmae and Frobenius by |c|, squared by c^2, and leaves the normalised error")
  func scaling() {
    let before = errors(z1, z2).map { $0 ?? .nan }
    for c in [3, -0.1, 1e-12, 1e9] {
      let after = errors(c * z1, c * z2)
      #expect(agree(after[0], abs(c) * before[0]) && agree(after[1], c * c * before[1]))
      #expect(agree(after[2], abs(c) * before[2]) && agree(after[3], before[3]))
    }
  }

  @Test("Swapping the modalities, permuting samples, a common rotation and a common shift change nothing")
  func invariance() {
    let before = errors(z1, z2)
    let order = Latents.permutation(50, seed: 3)
    let shift = Matrix<Double>(6, 50, columnMajor: (0..<300).map { Double($0 % 6) })
    for (a, b) in [
      (z2, z1), (z1.selectingColumns(order), z2.selectingColumns(order)),
      (Latents.rotated(z1, by: 0.7), Latents.rotated(z2, by: 0.7)), (z1 + shift, z2 + shift),
    ] {
      for (x, y) in inStep(before, errors(a, b)) { #expect(agree(x, y)) }
    }
  }

  @Test("The squared error is the Frobenius error squared over n, and at least the mean error squared")
  func relations() throws {
    let value = errors(z1, z2).map { $0 ?? .nan }
    #expect(agree(value[1], value[2] * value[2] / 50))
    #expect(value[1] >= value[0] * value[0])
  }

  @Test("Unrelated latents have a normalised error about 1, identical ones 0, opposite ones 2")
  func normalised() throws {
    let (a, b) = (Latents.random(8, 2000, seed: 5), Latents.random(8, 2000, seed: 6))
    let unrelated = try #require(AlignmentMetric.cmaeNormalised(a, b))
    #expect(abs(unrelated - 1) < 0.05)
    #expect(AlignmentMetric.cmaeNormalised(a, a) == 0)
    let means = (0..<8).map { a.row($0).reduce(0, +) / 2000 }
    let centred = a - Matrix(8, 2000, columnMajor: (0..<16000).map { means[$0 % 8] })
    #expect(agree(AlignmentMetric.cmaeNormalised(centred, -centred), 2, within: 1e-12))
  }

  @Test("Collapsed latents have no normalised error, and the other errors")
  func collapse() {
    let zero = Matrix<Double>(3, 10)
    let constant = Matrix<Double>(3, 10, columnMajor: [Double](repeating: 0.1, count: 30))
    // What centring a constant leaves: noise in the last bit.
    let noisy = constant.map { $0 * (1 + Double.ulpOfOne) }
    let mixed = Matrix.stackedHorizontally([constant.columns(0..<5), noisy.columns(5..<10)])
    #expect(AlignmentMetric.cmaeNormalised(zero, zero) == nil)
    #expect(AlignmentMetric.cmaeNormalised(constant, constant) == nil)
    #expect(AlignmentMetric.cmaeNormalised(mixed, constant) == nil)
    #expect(AlignmentMetric.cmaeNormalised(1e-200 * z1, 1e-200 * z2) == nil)
    #expect(AlignmentMetric.cmae(zero, zero) == 0 && AlignmentMetric.cmaeSquared(constant, constant) == 0)
    #expect(AlignmentMetric.cmaeNormalised(zero, Latents.random(3, 10, seed: 1)) != nil)
  }

  @Test("Magnitudes whose squares a double cannot hold are measured all the same")
  func extremes() {
    let before = errors(z1, z2).map { $0 ?? .nan }
    #expect(agree(AlignmentMetric.cmae(1e300 * z1, 1e300 * z2), 1e300 * before[0]))
    #expect(agree(AlignmentMetric.cmaeFrobenius(1e-300 * z1, 1e-300 * z2), 1e-300 * before[2]))
    #expect(agree(AlignmentMetric.cmaeNormalised(1e300 * z1, 1e300 * z2), before[3]))
  }

  @Test("Far from the origin the errors keep their digits")
  func noCancellation() {
    let far = Matrix<Double>(1, 2, columnMajor: [1e8, 1e8 + 2])
    let near = Matrix<Double>(1, 2, columnMajor: [1e8 + 1, 1e8 + 3])
    #expect(AlignmentMetric.cmae(far, near) == 1)
    #expect(AlignmentMetric.cmaeNormalised(far, near) == 0.5)
  }

  @Test("A latent that is not finite has no error")
  func notFinite() {
    for bad in [Double.nan, .infinity] {
      var broken = z1
      broken[2, 3] = bad
      #expect(errors(broken, z2).allSatisfy { $0 == nil } && errors(z2, broken).allSatisfy { $0 == nil })
    }
  }
}
