import LinearAlgebra
import Metrics
import Testing

@Suite("R²")
struct CoefficientOfDeterminationTests {
  static let truth = Matrix<Double>(rows: [[1, 3], [10, 30], [5, 5]])
  static let means: [Double] = [2, 20, 5]

  @Test("exact predictions have 1, training means 0, and worse than that is below 0")
  func ends() {
    let exact = CoefficientOfDetermination(predicted: Self.truth, truth: Self.truth, trainingMeans: Self.means)
    #expect(exact.weighted == 1 && exact.median == 1)
    let mean = Matrix<Double>(rows: Self.means.map { [$0, $0] })
    let none = CoefficientOfDetermination(predicted: mean, truth: Self.truth, trainingMeans: Self.means)
    #expect(none.weighted == 0 && none.median == 0)
    let opposite = Matrix<Double>(rows: [[3, 1], [30, 10], [5, 5]])
    let worse = CoefficientOfDetermination(predicted: opposite, truth: Self.truth, trainingMeans: Self.means)
    #expect(worse.weighted == -3 && worse.median == -3)
  }

  @Test("by hand: features count by their variation, a constant one not in the median")
  func byHand() throws {
    // Squared errors 1 + 1, 0 and 0; variations 2, 200 and 0.
    let predicted = Matrix<Double>(rows: [[2, 2], [10, 30], [5, 5]])
    let result = CoefficientOfDetermination(predicted: predicted, truth: Self.truth, trainingMeans: Self.means)
    #expect(abs(try #require(result.weighted) - (1 - 2 / 202.0)) < 1e-15)
    #expect(result.median == 0.5)
  }

  @Test("the mean is that of training: a shift of all test samples can be predicted")
  func trainingMean() {
    let truth = Matrix<Double>(rows: [[7, 7]])
    let result = CoefficientOfDetermination(predicted: truth, truth: truth, trainingMeans: [2])
    #expect(result.weighted == 1)
  }

  @Test("without samples or variation, or with a number that is not finite, there is none")
  func undefined() {
    let constant = Matrix<Double>(rows: [[5, 5]])
    for (truth, predicted, means) in [
      (constant, constant, [5.0]), (Matrix<Double>(1, 0), Matrix<Double>(1, 0), [5.0]),
      (Matrix<Double>(rows: [[1, 2]]), Matrix<Double>(rows: [[.nan, 2]]), [0.0]),
    ] {
      let result = CoefficientOfDetermination(predicted: predicted, truth: truth, trainingMeans: means)
      #expect(result.weighted == nil && result.median == nil)
    }
  }
}
