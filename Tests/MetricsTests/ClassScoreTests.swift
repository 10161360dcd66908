import LinearAlgebra
import Testing

@testable import Metrics

/// Metrics of scores and probabilities, and kappa.
@Suite struct ClassScoreTests {
  @Test("kappa by hand: 0 at chance, 1 when perfect, -1 when always the other way, undefined with a single class")
  func kappa() {
    func kappa(_ truth: [Int], _ predictions: [Int?]) -> Double? {
      PredictionMetric.cohensKappa(truth: truth, predictions: predictions, classCount: 2)
    }
    #expect(kappa([0, 0, 1, 1], [0, 1, 0, 1]) == 0)
    #expect(kappa([0, 0, 1, 1], [1, 1, 0, 0]) == -1)
    #expect(kappa([0, 1], [0, 1]) == 1)
    #expect(kappa([0, 0], [0, 0]) == nil)
    #expect(kappa([0, 0], [nil, nil]) == 0)
  }

  @Test("the true class counts among the five largest scores; ties and unknown classes count against")
  func topFive() {
    let classes = [10, 11, 12, 13, 14, 15]
    func accuracy(_ column: [Double], _ truth: Int) -> Double? {
      ScoreMetric.top5Accuracy(ClassScores(Matrix(columns: [column]), classes: classes, truth: [truth]))
    }
    let falling = [6.0, 5, 4, 3, 2, 1]
    #expect(accuracy(falling, 14) == 1 && accuracy(falling, 15) == 0 && accuracy(falling, 9) == 0)
    #expect(accuracy([Double](repeating: 1, count: 6), 10) == 0)
    #expect(accuracy([6, 5, 4, 3, 2, .nan], 10) == nil)
    let five = ClassScores(Matrix(5, 1), classes: [0, 1, 2, 3, 4], truth: [0])
    #expect(ScoreMetric.top5Accuracy(five) == nil)
  }

  @Test("certain and right: no loss, no calibration error; certain and wrong: a loss of 36, an error of 1")
  func certain() throws {
    let right = ClassScores(Matrix(rows: [[1, 0], [0, 1]]), classes: [3, 5], truth: [3, 5])
    let wrong = ClassScores(Matrix(rows: [[1, 0], [0, 1]]), classes: [3, 5], truth: [5, 4])
    #expect(ProbabilityMetric.logLoss(right) == 0 && ProbabilityMetric.expectedCalibrationError(right) == 0)
    let loss = try #require(ProbabilityMetric.logLoss(wrong))
    #expect(abs(loss - 36.04) < 0.01 && ProbabilityMetric.expectedCalibrationError(wrong) == 1)
  }

  @Test("a classifier that is as sure as it is right has no calibration error")
  func calibrated() throws {
    let values = Matrix<Double>(rows: [[0.75, 0.75, 0.75, 0.75], [0.25, 0.25, 0.25, 0.25]])
    let error = ProbabilityMetric.expectedCalibrationError(
      ClassScores(values, classes: [0, 1], truth: [0, 0, 1, 0]))
    #expect(error == 0)
  }

  @Test("a bin of the calibration error holds its upper end: what stands there is judged with what lies below")
  func ends() throws {
    // 0.6 is the upper end of the ninth of 15 bins; 0.55 lies in the same bin, 0.62 in the next.
    func error(_ sure: Double, _ other: Double) throws -> Double {
      let values = Matrix(columns: [[sure, 1 - sure], [other, 1 - other]])
      return try #require(
        ProbabilityMetric.expectedCalibrationError(ClassScores(values, classes: [0, 1], truth: [0, 1])))
    }
    #expect(abs(try error(0.6, 0.55) - (0.4 - 0.55).magnitude / 2) < 1e-12)
    #expect(abs(try error(0.6, 0.62) - (0.4 + 0.62) / 2) < 1e-12)
  }

  @Test("no samples, values that are not finite and values that are no probabilities have no score")
  func undefined() {
    for values in [Matrix<Double>(2, 0), Matrix(rows: [[.nan], [0]]), Matrix(rows: [[2], [-1]])] {
      let scores = ClassScores(values, classes: [0, 1], truth: [Int](repeating: 0, count: values.columns))
      for metric in ProbabilityMetric.all { #expect(metric(scores) == nil) }
    }
    for metric in ScoreMetric.all {
      #expect(metric(ClassScores(Matrix(6, 0), classes: Array(0..<6), truth: [])) == nil)
    }
  }
}
