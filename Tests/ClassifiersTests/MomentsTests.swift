import LinearAlgebra
import TestSupport
import Testing

@testable import Classifiers

@Suite("Moments of a component")
struct MomentsTests {
  @Test("sums around any centre give the moments around the weighted mean, the fourth too")
  func shifted() {
    let x = randomMatrix(3, 40, seed: 1)
    let shares = (0..<40).map { Double($0 % 5) / 4 }
    let total = shares.reduce(0, +)
    let mean = (x * Matrix(columns: [shares])).column(0).map { $0 / total }
    let centred = x.addingToColumns(mean.map { -$0 })
    let covariance = (1 / total) * Matrix.product(centred.scalingColumns(by: shares), centred, transposing: .second)
    let fourth = inStep(centred.columnSquares, shares).reduce(0) { $0 + $1.1 * $1.0 * $1.0 }
    for centre in [mean, [0, 0, 0], [2, -1, 3]] {
      var sums = MixtureSums(dimension: 3, components: 1)
      var scratch = Matrix<Double>(3, 40)
      shares.withUnsafeBufferPointer {
        sums.add(x, shares: $0, of: 0, around: centre, fourthMoments: true, scratch: &scratch)
      }
      let found = ComponentMoments(sums, of: 0, around: centre)
      #expect(abs(found.total - total) < 1e-12 && largestDifference(found.mean, mean) < 1e-12)
      #expect(largestDifference(found.covariance, covariance) < 1e-12)
      #expect(abs(found.fourth / fourth - 1) < 1e-10)
    }
  }
}
