import Parallelism
import Randomness
import Testing

@testable import Statistics

/// Simulated studies with a known truth: how often decisions are right.
@Suite("Decisions in simulated studies")
struct DecisionCoverageTests {
  /// The share of studies in which `holds` is true; study i has its own seed.
  private func share(
    _ name: String, studies: Int = 4000, _ holds: @Sendable (inout Xoshiro256) -> Bool
  ) throws -> Double {
    let seed = Seed(base: 0).deriving("decisions", name)
    let blocks = 40
    let counts = try concurrentMap(blocks) { block in
      var generator = seed.deriving("\(block)").generator
      return (0..<(studies / blocks)).count { _ in holds(&generator) }
    }
    return Double(counts.reduce(0, +)) / Double(studies)
  }

  private static func design(_ subjects: Int, clips: Int) -> TestDesign {
    TestDesign(subjects: [(0..<subjects).flatMap { [Int](repeating: $0, count: clips) }])
  }

  /// The differences of the hits of two rows that share most of their errors: `difference` apart on
  /// average, by `spread` more or less from subject to subject.
  private static func differences(
    _ subjects: Int, clips: Int, difference: Double, spread: Double, _ generator: inout Xoshiro256
  ) -> [Double] {
    (0..<subjects).flatMap { _ in
      let own = difference + spread * generator.normal()
      return (0..<clips).map { _ -> Double in
        let u = generator.uniform()
        return u < 0.08 + own / 2 ? 1 : u < 0.16 ? -1 : 0
      }
    }
  }

  @Test(
    "rows that differ by the margin are called equivalent in at most 6 % of studies, and in 4 % at least where the margin is wide",
    arguments: [(4, 100, 0.0), (8, 100, 0.03), (15, 40, 0.05), (30, 100, 0.05)])
  func falseEquivalence(_ subjects: Int, _ clips: Int, _ spread: Double) throws {
    let design = Self.design(subjects, clips: clips)
    for sign in [1.0, -1] {
      let called = try share("false \(sign)") { generator in
        let values = Self.differences(subjects, clips: clips, difference: sign * 0.06, spread: spread, &generator)
        return EquivalenceTest(design.estimate(values), margin: 0.06)!.pValue <= 0.05
      }
      #expect(called <= 0.06 && called >= 0.04, "\(sign): \(called)")
    }
    // Far outside it is never called so.
    let far = try share("far") { generator in
      let values = Self.differences(subjects, clips: clips, difference: 0.15, spread: spread, &generator)
      return EquivalenceTest(design.estimate(values), margin: 0.06)!.pValue <= 0.05
    }
    #expect(far < 0.005, "\(far)")
  }

  @Test("equal rows are called equivalent the more often, the more persons there are; few persons show nothing")
  func trueEquivalence() throws {
    let called = try [4, 8, 15, 30].map { subjects in
      let design = Self.design(subjects, clips: 40)
      return try share("true") { generator in
        let values = Self.differences(subjects, clips: 40, difference: 0, spread: 0.03, &generator)
        return EquivalenceTest(design.estimate(values), margin: 0.03)!.pValue <= 0.05
      }
    }
    #expect(called == called.sorted() && called[0] < 0.1 && called[3] > 0.4, "\(called)")
  }

  @Test(
    "of four answers the wrong ones stay below 6 %: a difference of equal rows, equivalence beyond the margin",
    arguments: [0.0, 0.02, 0.05])
  func answers(_ difference: Double) throws {
    let design = Self.design(15, clips: 60)
    let wrong = try share("answers \(difference)") { generator in
      let estimate = design.estimate(
        Self.differences(15, clips: 60, difference: difference, spread: 0.04, &generator))
      let isDifference = estimate.pValue! <= 0.05
      let isEquivalent = EquivalenceTest(estimate, margin: 0.02)!.pValue <= 0.05
      return difference == 0 ? isDifference : isEquivalent
    }
    #expect(wrong <= 0.06, "\(wrong)")
  }

  @Test(
    "a difference as large as planned for is found in 77 to 83 % of studies",
    arguments: [(4, 1, 1), (8, 1, 1), (30, 1, 1), (15, 12, 1), (30, 1, 5)])
  func planned(_ subjects: Int, _ draws: Int, _ repetitions: Int) throws {
    let spread = DifferenceSpread(persons: 0.05, draws: draws > 1 ? 0.04 : 0, repetitions: repetitions > 1 ? 0.02 : 0)
    let design = TestDesign(
      subjects: [[Int]](repeating: Array(0..<subjects), count: draws), repetitions: repetitions)
    let plan = try #require(PlannedPower(design, comparisons: 1, spread: spread))
    let difference = try #require(plan.detectableDifference())
    let found = try share("planned \(draws) \(repetitions)") { generator in
      let own = (0..<subjects).map { _ in difference + spread.persons * generator.normal() }
      // All draws of one repetition, then those of the next; what draws add is the same in each.
      let ofDraws = (0..<draws).map { _ in spread.draws * generator.normal() }
      let values = (0..<repetitions).flatMap { _ in
        let repetition = spread.repetitions * generator.normal()
        return ofDraws.flatMap { draw in own.map { $0 + draw + repetition + 1e-4 * generator.normal() } }
      }
      return design.estimate(values).pValue! <= 0.05
    }
    #expect(found >= 0.77 && found <= 0.83, "\(found)")
  }

  @Test("guessing is above what it may reach in at most 5 % of studies, in 2 % at least")
  func guessing() throws {
    for (samples, rate) in [(430, 1.0 / 27), (100, 0.5), (1149, 0.164)] {
      let reached = Binomial(trials: samples, rate: rate).leastExceeded(tail: 0.05)
      let above = try share("guessing \(samples)") { generator in
        (0..<samples).count { _ in generator.uniform() < rate } > reached
      }
      #expect(above <= 0.06 && above >= 0.02, "\(samples): \(above)")
    }
  }

  @Test(
    "of two equal rows one has a share above .95 of being the best in 2 to 14 % of studies", arguments: [4, 8, 15])
  func best(_ subjects: Int) throws {
    let design = Self.design(subjects, clips: 20)
    let sure = try share("best \(subjects)", studies: 1000) { generator in
      let rows = (0..<2).map { _ in
        (0..<subjects).flatMap { _ in
          let own = 0.7 + 0.1 * generator.normal()
          return (0..<20).map { _ in generator.uniform() < own ? 1.0 : 0 }
        }
      }
      let seed = Seed(base: generator.next())
      let resampled = ClusterBootstrap(design, resamples: 400, seed: seed).statistics(rows)
      return bestShares(resampled, higherIsBetter: true).max()! > 0.95
    }
    // Two sides of 5 % each, if resamples varied as studies do.
    #expect(sure >= 0.02 && sure <= 0.14, "\(sure)")
  }
}
