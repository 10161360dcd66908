import Foundation
import Randomness
import TestSupport
import Testing

@testable import Statistics

/// What statsmodels and bencheval compute; `Tests/Peers/statistics/across.py` writes it.
@Suite("Statistics over data sets against statsmodels and bencheval")
struct AcrossPeerTests {
  struct Fixture: Decodable {
    struct Effects: Decodable {
      let values, errors, weights, unweighted: [Double]
      let tau, mean, low, high, p, q, qP, iSquared: Double
      let prediction: [Double]?
    }
    struct Clustered: Decodable {
      let persons: [[Int]], values: [[Double]], mean, error, freedom: Double
    }
    struct Scores: Decodable { let errors: [[Double]], ranks, improvability, winRates: [Double] }
    let randomEffects: [Effects], clustered: [Clustered], scores: [Scores]
  }

  let fixture: Fixture

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "across", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  private func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-10 * max(1, abs(b)) }

  @Test("random effects: tau, mean, intervals, weights, Q and I^2")
  func randomEffects() throws {
    #expect(fixture.randomEffects.count >= 6)
    for known in fixture.randomEffects {
      let model = RandomEffects(
        zip(known.values, known.errors).map { Estimate(mean: $0, standardError: $1, degreesOfFreedom: 3) })
      #expect(abs(model.tau - known.tau) < 1e-9, "\(known)")
      let interval = try #require(model.mean.interval)
      #expect(agree(model.mean.mean, known.mean) && agree(interval.low, known.low) && agree(interval.high, known.high))
      #expect(agree(model.mean.pValue ?? 0, known.p))
      #expect(zip(model.weights, known.weights).allSatisfy { agree($0, $1) })
      #expect(agree(model.heterogeneity.q, known.q) && agree(model.heterogeneity.pValue, known.qP))
      #expect(agree(model.heterogeneity.iSquared, known.iSquared))
      let alike = try #require(model.unweightedMean.interval)
      #expect(agree(alike.low, known.unweighted[0]) && agree(alike.high, known.unweighted[1]))
      #expect((model.prediction == nil) == (known.prediction == nil))
      if let found = model.prediction, let known = known.prediction {
        #expect(agree(found.low, known[0]) && agree(found.high, known[1]))
      }
    }
  }

  @Test("the mean over boards that share persons has the error of clusters of persons")
  func clustered() {
    #expect(fixture.clustered.count >= 2)
    for known in fixture.clustered {
      let mean = MeanOverDesigns(
        zip(known.persons, known.values).map { .init(values: $1, design: TestDesign(subjects: [$0])) })
      #expect(agree(mean.estimate.mean, known.mean) && agree(mean.estimate.standardError, known.error))
      #expect(agree(mean.estimate.degreesOfFreedom, known.freedom))
    }
  }

  @Test("win rates and improvability, with errors of 0; win rates are what ranks say")
  func scores() {
    #expect(fixture.scores.count >= 3)
    for known in fixture.scores {
      let found = BlockScores(
        errors: known.errors, clusters: Array(known.errors.indices), resamples: 10, seed: Seed(base: 0))
      let methods = Double(known.ranks.count)
      for (place, rank) in known.ranks.enumerated() {
        #expect(agree(found.winRates[place].mean, known.winRates[place]), "\(known)")
        #expect(agree(found.winRates[place].mean, (methods - rank) / (methods - 1)))
        #expect(agree(found.improvability[place].mean, known.improvability[place]), "\(known)")
      }
      let friedman = FriedmanTest(known.errors, higherIsBetter: false)
      #expect(zip(friedman.averageRanks, known.ranks).allSatisfy { agree($0, $1) })
    }
  }
}
