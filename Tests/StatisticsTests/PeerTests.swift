import Foundation
import Randomness
import TestSupport
import Testing

@testable import Statistics

/// What SciPy, statsmodels and scikit-posthocs compute; `Tests/Peers/statistics` writes it.
@Suite("Statistics against SciPy, statsmodels and scikit-posthocs")
struct PeerTests {
  struct Fixture: Decodable {
    struct Wilson: Decodable { let hits, count: Int, low, high: Double }
    struct McNemar: Decodable { let first, second: Int, p: Double }
    struct Signs: Decodable { let differences: [Double], p: Double }
    struct Holm: Decodable { let p, adjusted: [Double] }
    struct Student: Decodable { let values: [Double], p, low, high, hedges: Double }
    struct Tail: Decodable { let t, freedom, p, quantile: Double }
    struct Effective: Decodable { let means: [Double], samples: Int, low, high: Double }
    struct Crossed: Decodable { let values: [[Double]], error, freedom: Double }
    struct ChiSquared: Decodable { let x: Double, freedom: Int, p: Double }
    struct Range: Decodable { let q: Double, groups: Int, p: Double }
    struct Friedman: Decodable {
      let blocks, nemenyi: [[Double]], ranks: [Double], statistic, p, criticalDifference: Double
    }
    struct Ranked: Decodable { let x, y: [Double], coefficient: Double, interval: [Double]? }
    let rankCorrelation: [Ranked]
    let wilson: [Wilson], mcnemar: [McNemar], signs: [Signs], holm: [Holm], student: [Student], studentTails: [Tail]
    let effectiveWilson: [Effective], crossed: [Crossed], chiSquared: [ChiSquared], range: [Range], friedman: [Friedman]
  }

  let fixture: Fixture

  init() throws {
    let url = try #require(
      Bundle.module.url(forResource: "statistics", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test("tails and quantiles of Student's t, chi-squared and the studentised range")
  func distributions() {
    for known in fixture.studentTails {
      let distribution = StudentT(degreesOfFreedom: known.freedom)
      #expect(agree(distribution.twoSidedTail(known.t), known.p), "t \(known)")
      #expect(agree(distribution.twoSidedQuantile(tail: 0.05), known.quantile), "quantile \(known)")
    }
    for known in fixture.chiSquared {
      #expect(agree(chiSquaredTail(known.x, degreesOfFreedom: known.freedom), known.p), "\(known)")
    }
    for known in fixture.range {
      #expect(agree(StudentizedRange(groups: known.groups).tail(known.q), known.p), "\(known)")
    }
  }

  @Test("Wilson's interval, of samples and of the effective number of samples")
  func wilson() throws {
    for known in fixture.wilson {
      let interval = try #require(Interval.wilson(successes: known.hits, of: known.count))
      #expect(agree(interval.low, known.low) && agree(interval.high, known.high), "\(known)")
    }
    for known in fixture.effectiveWilson {
      let interval = try #require(unitEstimate(known.means).proportionInterval(samples: known.samples))
      #expect(agree(interval.low, known.low) && agree(interval.high, known.high), "\(known) \(interval)")
    }
  }

  @Test("exact McNemar, sign flips and Holm")
  func tests() {
    for known in fixture.mcnemar {
      #expect(agree(McNemarTest(firstOnly: known.first, secondOnly: known.second).pValue, known.p), "\(known)")
    }
    for known in fixture.signs {
      let test = SignFlipTest(known.differences, seed: Seed(base: 0))
      #expect(test.isExact && agree(test.pValue, known.p), "\(known)")
    }
    for known in fixture.holm {
      #expect(inStep(holmAdjusted(known.p), known.adjusted).allSatisfy(agree), "\(known)")
    }
  }

  @Test("Student's interval, p and Hedges' g of one value a subject")
  func student() throws {
    for known in fixture.student {
      let estimate = unitEstimate(known.values)
      let interval = try #require(estimate.interval)
      #expect(agree(interval.low, known.low) && agree(interval.high, known.high))
      #expect(agree(try #require(estimate.pValue), known.p))
      #expect(agree(try #require(standardisedMean(known.values)), known.hedges))
    }
  }

  @Test("Spearman's rank correlation with its interval; none of three pairs, and none of opposite ranks")
  func rankCorrelation() throws {
    for known in fixture.rankCorrelation {
      let found = try #require(RankCorrelation(known.x, known.y))
      #expect(agree(found.coefficient, known.coefficient) && found.count == known.x.count)
      #expect((found.interval == nil) == (known.interval == nil), "\(known)")
      if let interval = found.interval, let ends = known.interval {
        #expect(agree(interval.low, ends[0]) && agree(interval.high, ends[1]), "\(known)")
      }
    }
    #expect(fixture.rankCorrelation.contains { $0.interval == nil })
    #expect(RankCorrelation([1, 1, 1, 1], [1, 2, 3, 4]) == nil && RankCorrelation([1], [2]) == nil)
  }

  @Test("standard error and degrees of freedom of crossed subjects and splits")
  func crossed() {
    for known in fixture.crossed {
      let subjects = Array(known.values.indices)
      let splits = known.values[0].indices
      let design = TestDesign(subjects: splits.map { _ in subjects })
      #expect(design.unit == .subjectsAndSplits)
      let estimate = design.estimate(splits.flatMap { split in subjects.map { known.values[$0][split] } })
      #expect(agree(estimate.standardError, known.error))
      #expect(agree(estimate.degreesOfFreedom, known.freedom))
    }
  }

  @Test("Friedman's test with ties, Nemenyi's p and critical difference")
  func friedman() throws {
    for known in fixture.friedman {
      let test = FriedmanTest(known.blocks, higherIsBetter: true)
      #expect(inStep(test.averageRanks, known.ranks).allSatisfy(agree))
      #expect(agree(try #require(test.statistic), known.statistic) && agree(test.pValue, known.p))
      #expect(agree(test.criticalDifference(), known.criticalDifference))
      for (first, row) in known.nemenyi.enumerated() {
        for (second, p) in row.enumerated() { #expect(agree(test.nemenyiPValue(first, second), p)) }
      }
    }
  }

  /// One sample a subject.
  private func unitEstimate(_ values: [Double]) -> Estimate {
    TestDesign(subjects: [Array(values.indices)]).estimate(values)
  }
}

/// Finite, and to 1e-10, relative above 1.
func agree(_ a: Double, _ b: Double) -> Bool { b.isFinite && abs(a - b) <= 1e-10 * max(1, abs(b)) }
