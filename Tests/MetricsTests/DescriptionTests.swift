import LinearAlgebra
import Testing

@testable import Metrics

/// What every metric must keep, whoever adds it.
@Suite struct DescriptionTests {
  @Test("Every metric has a name of its own, a definition and a range that is one")
  func descriptions() {
    let all = MetricDescription.all
    #expect(Set(all.map(\.name)).count == all.count)
    for metric in all {
      #expect(!metric.name.isEmpty && metric.definition.hasSuffix("."))
      if let lowest = metric.lowest, let highest = metric.highest { #expect(lowest < highest) }
    }
    #expect(
      Set(all.map(\.name)).isSuperset(of: [
        "accuracy", "balancedAccuracy", "macroF1", "cmae", "cmaeSquared", "cmaeFrobenius", "cmaeNormalised",
        "recallAt1", "recallAt5", "recallAt10", "meanReciprocalRank", "recallAt1Back", "recallAt5Back",
        "recallAt10Back", "meanReciprocalRankBack", "mutualNeighboursNull", "mutualNeighboursP", "domainClassifierAUC",
        "transferRatio", "reconstructionError",
      ]))
  }

  @Test("The better of two values goes by the direction")
  func direction() {
    #expect(PredictionMetric.accuracy.description.compare(0.9, 0.5) < 0)
    #expect(AlignmentMetric.cmae.description.compare(0.9, 0.5) > 0)
    #expect(AlignmentMetric.cmae.description.compare(0.5, 0.5) == 0)
  }

  @Test("Every metric stays within its range, and is best on perfect input")
  func ranges() throws {
    func inside(_ value: Double?, _ metric: MetricDescription) throws {
      let value = try #require(value)
      #expect(value >= metric.lowest ?? -.infinity && value <= metric.highest ?? .infinity, "\(metric.name)")
    }
    let (z1, z2) = (Latents.random(4, 40, seed: 1), Latents.random(4, 40, seed: 2))
    let truth = (0..<40).map { $0 % 5 }
    for metric in PredictionMetric.all {
      try inside(metric(truth: truth, predictions: truth.map { ($0 * 3 + 1) % 5 }, classCount: 5), metric.description)
      #expect(metric(truth: truth, predictions: truth, classCount: 5) == metric.description.highest)
    }
    for metric in AlignmentMetric.all {
      try inside(metric(z1, z2), metric.description)
      #expect(metric(z1, z1) == metric.description.lowest)
    }
    for metric in RetrievalMetric.all {
      try inside(metric(Retrieval(from: z1, to: z2)), metric.description)
      #expect(metric(Retrieval(from: z1, to: z1)) == metric.description.highest)
    }
    for metric in SimilarityMetric.all { try inside(metric(z1, z2), metric.description) }
    for metric in ReconstructionMetric.all { try inside(try metric(z1, truth: z2), metric.description) }
  }

  @Test("Without samples every metric is undefined")
  func empty() throws {
    let none = Matrix<Double>(3, 0)
    for metric in PredictionMetric.all { #expect(metric(truth: [], predictions: [], classCount: 3) == nil) }
    for metric in AlignmentMetric.all { #expect(metric(none, none) == nil) }
    for metric in RetrievalMetric.all { #expect(metric(Retrieval(from: none, to: none)) == nil) }
    for metric in ReconstructionMetric.all { #expect(try metric(none, truth: none) == nil) }
  }
}
