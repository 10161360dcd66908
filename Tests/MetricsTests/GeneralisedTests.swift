import TestSupport
import Testing

@testable import Metrics

/// Scores on classes of which there were pairs and on those of which there was none.
@Suite struct GeneralisedTests {
  // Recalls 3/4 and 0 of the seen classes 0 and 1; 1/2 and 1 of the unseen classes 2 and 3.
  let truth = [0, 0, 0, 0, 1, 2, 2, 3]
  let predictions: [Int?] = [0, 0, 0, 2, nil, 2, 1, 3]

  func scores(_ truth: [Int], _ predictions: [Int?], seen: [Int]?, classes: Int = 5) -> [Double?] {
    let confusion = ConfusionMatrix(truth: truth, predictions: predictions, classCount: classes)
    return GeneralisedMetric.all.map { $0(confusion, seenClasses: seen) }
  }

  @Test("hand-computed scores: means over classes, and their harmonic mean")
  func handComputed() {
    #expect(GeneralisedMetric.all.map(\.description.name) == ["accuracySeen", "accuracyUnseen", "harmonicMean"])
    // A seen class that does not occur changes nothing.
    #expect(scores(truth, predictions, seen: [0, 1, 4]) == [0.375, 0.75, 0.5])
  }

  @Test("the mean of all recalls weighted by the number of classes of each kind is the balanced accuracy")
  func balanced() throws {
    let values = try scores(truth, predictions, seen: [0, 1, 3]).map { try #require($0) }
    let all = try #require(PredictionMetric.balancedAccuracy(truth: truth, predictions: predictions, classCount: 5))
    #expect(agree((3 * values[0] + values[1]) / 4, all))
  }

  @Test("everything right is 1; one kind all wrong is 0, and so are both")
  func extremes() {
    #expect(scores(truth, truth, seen: [0, 1]) == [1, 1, 1])
    #expect(scores(truth, truth.map { $0 < 2 ? $0 : 0 }, seen: [0, 1]) == [1, 0, 0])
    #expect(scores(truth, truth.map { $0 < 2 ? 2 : $0 }, seen: [0, 1]) == [0, 1, 0])
    #expect(scores(truth, truth.map { _ in nil }, seen: [0, 1]) == [0, 0, 0])
  }

  @Test("where all classes were paired, or the test holds one kind or nothing, there is no score")
  func undefined() {
    #expect(scores(truth, predictions, seen: nil) == [nil, nil, nil])
    #expect(scores(truth, predictions, seen: [0, 1, 2, 3]) == [nil, nil, nil])
    #expect(scores(truth, predictions, seen: [4]) == [nil, nil, nil])
    #expect(scores([], [], seen: [0, 1]) == [nil, nil, nil])
  }

  @Test("renaming classes, and the order of samples and of seen classes, change no score")
  func renamed() {
    let name = [2, 0, 3, 1, 4]
    let renamed = scores(truth.map { name[$0] }, predictions.map { $0.map { name[$0] } }, seen: [name[1], name[0]])
    for (a, b) in inStep(renamed, scores(truth, predictions, seen: [0, 1])) { #expect(agree(a, b)) }
    #expect(
      scores(truth.reversed(), predictions.reversed(), seen: [1, 0]) == scores(truth, predictions, seen: [0, 1]))
  }
}
