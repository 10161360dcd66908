import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Classifiers

@Suite("Number of components by BIC")
struct BICTests {
  /// Means, weights but one, and the elements that a covariance of this form has.
  private func freeParameters(_ covariance: GaussianMixture.Covariance, _ d: Int, count: Int) -> Double {
    let triangle = d * (d + 1) / 2
    let covariances =
      switch covariance {
      case .full: count * triangle
      case .tied: triangle
      case .diagonal: count * d
      }
    return Double(count * d + count - 1 + covariances)
  }

  @Test(
    "the number of components has the least BIC, of one clump and of two",
    arguments: GaussianMixture.Covariance.allCases)
  func least(covariance: GaussianMixture.Covariance) throws {
    let one = randomMatrix(4, 60, seed: 1)
    let two = Matrix.stackedHorizontally([one, randomMatrix(4, 60, seed: 2).map { $0 + 6 }])
    let estimation = MixtureEstimation(covariance: covariance, shrinkage: .fixed(0), restarts: 3, seed: 5)
    for (samples, expected) in [(one, 1), (two, 2)] {
      let logCount = log(Double(samples.columns))
      let values = try (1...3).map { count in
        let found = try estimation.fit([samples], count: count)
        return freeParameters(covariance, 4, count: count) * logCount - 2 * found.logLikelihood
      }
      #expect(values.firstIndex(of: try #require(values.min())) == expected - 1, "\(values)")
      #expect(try estimation.fitByBIC([samples]).mixtures[0].count == expected)
    }
  }
}
