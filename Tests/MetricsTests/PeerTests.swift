import Foundation
import LinearAlgebra
import Testing

@testable import Metrics

/// What scikit-learn and numpy compute of the same input; `Tests/Peers/classifiers` writes it.
@Suite("Metrics against scikit-learn and numpy")
struct PeerTests {
  struct Fixture: Decodable {
    let truth, predicted: [Int]
    let scores, probabilities, x, y, wide, near: [[Double]]
    let values: [String: Double]
  }

  let fixture: Fixture

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "metrics", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  func classScores(_ rows: [[Double]]) -> ClassScores {
    ClassScores(Matrix(columns: rows), classes: Array(0..<8), truth: fixture.truth)
  }

  @Test("every metric of predictions, scores and probabilities has the peer's value")
  func classification() {
    let values = fixture.values
    let kappa = PredictionMetric.cohensKappa(truth: fixture.truth, predictions: fixture.predicted, classCount: 8)
    #expect(agree(kappa, values["cohensKappa"], within: 1e-12))
    #expect(ScoreMetric.top5Accuracy(classScores(fixture.scores)) == values["top5Accuracy"])
    let probabilities = classScores(fixture.probabilities)
    #expect(agree(ProbabilityMetric.logLoss(probabilities), values["logLoss"], within: 1e-12))
    let error = ProbabilityMetric.expectedCalibrationError(probabilities)
    #expect(agree(error, values["expectedCalibrationError"], within: 1e-12))
  }

  @Test("every similarity has the peer's value")
  func similarity() {
    let (x, y, wide) = (Matrix(columns: fixture.x), Matrix(columns: fixture.y), Matrix(columns: fixture.wide))
    let values = fixture.values
    #expect(agree(SimilarityMetric.unbiasedCKA(x, y), values["unbiasedCKA"], within: 1e-10))
    #expect(agree(SimilarityMetric.unbiasedCKA(x, wide), values["unbiasedCKAOfWide"], within: 1e-10))
    #expect(agree(SimilarityMetric.mutualNeighbours(x, y), values["mutualNeighbours"], within: 1e-12))
    #expect(agree(SimilarityMetric.modalityGap(x, y), values["modalityGap"], within: 1e-12))
    #expect(SimilarityMetric.modalityGap(x, wide) == nil)
    let area = SimilarityMetric.domainClassifierAUC
    #expect(agree(area(x, y), values["domainClassifierAUC"], within: 1e-12))
    let below = y.columns(0..<23).map { $0 - 1 }
    #expect(agree(area(x.columns(0..<23), below), values["domainClassifierAUCOfFew"], within: 1e-12))
    #expect(area(x, wide) == nil)
  }

  @Test("retrieval has the peer's values, both ways")
  func retrieval() {
    let scores = RetrievalMetric.scores(from: Matrix(columns: fixture.x), to: Matrix(columns: fixture.near))
    #expect(scores.count == 8)
    for (name, value) in scores { #expect(agree(value, fixture.values[name], within: 1e-12), "\(name)") }
  }
}
