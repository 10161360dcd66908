import Foundation
import Testing

@testable import Metrics

/// Scores of predictions.
@Suite struct PredictionTests {
  let truth = [0, 0, 0, 1, 1, 2, 2, 2, 2]
  let predictions: [Int?] = [0, 0, 1, 1, 3, 2, 2, 0, 1]

  func scores(_ truth: [Int], _ predictions: [Int?], classes: Int = 4) -> [Double?] {
    PredictionMetric.all.map { $0(truth: truth, predictions: predictions, classCount: classes) }
  }

  @Test("Hand-computed scores, with a class that is predicted but never true")
  func handComputed() {
    #expect(agree(PredictionMetric.accuracy(truth: truth, predictions: predictions, classCount: 4), 5.0 / 9))
    // Recalls 2/3, 1/2, 1/2.
    #expect(agree(PredictionMetric.balancedAccuracy(truth: truth, predictions: predictions, classCount: 4), 5.0 / 9))
    // F1 4/6, 2/5, 4/6.
    #expect(agree(PredictionMetric.macroF1(truth: truth, predictions: predictions, classCount: 4), 26.0 / 45))
  }

  @Test("Balanced accuracy weighs classes and not samples")
  func balanced() {
    let values = scores([0, 0, 0, 0, 1], [0, 0, 0, 0, 0])
    #expect(agree(values[0], 0.8) && agree(values[1], 0.5))
    // F1 of class 0: 8/9; of class 1, never predicted: 0.
    #expect(agree(values[2], 4.0 / 9))
  }

  @Test("No prediction is wrong, and a miss of its true class")
  func withoutPrediction() {
    let confusion = ConfusionMatrix(truth: [0, 0, 1, 1], predictions: [0, nil, nil, nil], classCount: 2)
    #expect(confusion.counts == [[1, 0], [0, 0]] && confusion.withoutPrediction == [1, 2])
    #expect(confusion.total == 4 && confusion.correct == 1 && confusion.truthCount(of: 1) == 2)
    #expect(PredictionMetric.accuracy(confusion) == 0.25)
    #expect(PredictionMetric.balancedAccuracy(confusion) == 0.25)
    #expect(agree(PredictionMetric.macroF1(confusion), 1.0 / 3))
    #expect(scores([0, 1], [nil, nil]) == [0, 0, 0, 0])
  }

  @Test("Permuting samples changes nothing")
  func permutedSamples() {
    for seed in 0..<5 {
      let order = Latents.permutation(truth.count, seed: UInt64(seed))
      let permuted = ConfusionMatrix(
        truth: order.map { truth[$0] }, predictions: order.map { predictions[$0] }, classCount: 4)
      #expect(permuted == ConfusionMatrix(truth: truth, predictions: predictions, classCount: 4))
    }
  }

  @Test("Renaming classes permutes the confusion matrix and leaves every score")
  func renamedClasses() {
    let name = [2, 0, 3, 1]
    let before = ConfusionMatrix(truth: truth, predictions: predictions, classCount: 4)
    let after = ConfusionMatrix(
      truth: truth.map { name[$0] }, predictions: predictions.map { $0.map { name[$0] } }, classCount: 4)
    for t in 0..<4 {
      for p in 0..<4 { #expect(after.counts[name[t]][name[p]] == before.counts[t][p]) }
    }
    for metric in PredictionMetric.all { #expect(agree(metric(before), metric(after))) }
  }

  @Test("Classes that never occur change no score")
  func furtherClasses() {
    #expect(scores(truth, predictions, classes: 4) == scores(truth, predictions, classes: 27))
  }

  @Test("The sum of two confusion matrices is that of all samples together")
  func sum() {
    func part(_ range: Range<Int>) -> ConfusionMatrix {
      ConfusionMatrix(truth: Array(truth[range]), predictions: Array(predictions[range]), classCount: 4)
    }
    #expect(part(0..<4) + part(4..<9) == part(0..<9))
  }

  @Test("A confusion matrix survives encoding, and a malformed one is refused")
  func coding() throws {
    let confusion = ConfusionMatrix(truth: truth, predictions: [nil] + predictions.dropFirst(), classCount: 4)
    let data = try JSONEncoder().encode(confusion)
    #expect(try JSONDecoder().decode(ConfusionMatrix.self, from: data) == confusion)
    for text in [
      #"{"counts":[[1,2]],"withoutPrediction":[0]}"#, #"{"counts":[[1]],"withoutPrediction":[]}"#,
      #"{"counts":[[-1]],"withoutPrediction":[0]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ConfusionMatrix.self, from: Data(text.utf8))
      }
    }
  }

  @Test("The transfer ratio is 0 at the floor, 1 at the bound, and undefined where the bound is not above the floor")
  func ratio() {
    #expect(transferRatio(accuracy: 0.25, floor: 0.25, targetSupervised: 0.75) == 0)
    #expect(transferRatio(accuracy: 0.75, floor: 0.25, targetSupervised: 0.75) == 1)
    #expect(transferRatio(accuracy: 0.5, floor: 0.25, targetSupervised: 0.75) == 0.5)
    #expect(transferRatio(accuracy: 0, floor: 0.25, targetSupervised: 0.75) == -0.5)
    #expect(transferRatio(accuracy: 0.5, floor: 0.25, targetSupervised: 0.25) == nil)
    #expect(transferRatio(accuracy: 0.5, floor: 0.25, targetSupervised: 0.1) == nil)
  }
}
