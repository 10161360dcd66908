import Parallelism
import Randomness
import Testing

@testable import Statistics

/// Simulated studies over data sets with a known truth: persons within boards within data sets.
@Suite("Coverage over data sets in simulated studies")
struct AcrossCoverageTests {
  private static let studies = 1200

  private struct Found {
    var mean = 0
    var prediction = 0
    var fixed = 0
  }

  /// One data set: two boards of the same persons, who differ in their true differences; a person
  /// counts in both boards.
  private static func estimate(
    _ truth: Double, _ designs: [TestDesign], _ generator: inout Xoshiro256
  ) -> Estimate {
    let design = designs[generator.index(below: designs.count)]
    let spread = 0.03 + 0.04 * generator.uniform()
    let persons = design.subjects.map { _ in spread * generator.normal() }
    let parts = (0..<2).map { _ in
      let values = (0..<design.sampleCount).map { sample in
        truth + persons[sample % persons.count] + 0.05 * generator.normal()
      }
      return MeanOverDesigns.Part(values: values, design: design)
    }
    return MeanOverDesigns(parts).estimate
  }

  private static func simulate(_ count: Int, tau: Double, persons: [Int]) throws -> Found {
    let designs = persons.map { count in TestDesign(subjects: [(0..<(3 * count)).map { $0 % count }]) }
    let seed = Seed(base: 0).deriving("coverage over data sets", "\(count)", "\(tau)", "\(persons)")
    let blocks = 20
    let found = try concurrentMap(blocks) { block in
      var generator = seed.deriving("\(block)").generator
      var found = Found()
      for _ in 0..<(studies / blocks) {
        let truth = 0.02
        let estimates = (0..<count).map { _ in estimate(truth + tau * generator.normal(), designs, &generator) }
        let model = RandomEffects(estimates)
        if model.mean.interval?.contains(truth) == true { found.mean += 1 }
        if model.prediction?.contains(truth + tau * generator.normal()) != false { found.prediction += 1 }
        let weights = estimates.map { 1 / ($0.standardError * $0.standardError) }
        let total = weights.reduce(0, +)
        let fixed = zip(weights, estimates).reduce(0) { $0 + $1.0 * $1.1.mean } / total
        if abs(fixed - truth) <= Interval.normalQuantile95 / total.squareRoot() { found.fixed += 1 }
      }
      return found
    }
    return found.reduce(into: Found()) { sum, own in
      (sum.mean, sum.prediction, sum.fixed) = (
        sum.mean + own.mean, sum.prediction + own.prediction, sum.fixed + own.fixed
      )
    }
  }

  @Test(
    "the interval of the mean over data sets covers 90 % or more, from 3 data sets on and with as few as 4 persons",
    arguments: [3, 5, 10], [(0.0, [4, 8, 10, 30]), (0.02, [4, 8, 10, 30]), (0.06, [4, 8, 10, 30]), (0.02, [4])])
  func coverage(_ count: Int, _ setting: (tau: Double, persons: [Int])) throws {
    let found = try Self.simulate(count, tau: setting.tau, persons: setting.persons)
    let (mean, prediction) = (
      Double(found.mean) / Double(Self.studies), Double(found.prediction) / Double(Self.studies)
    )
    // Two standard errors of the simulation are 1.7 points at 90 %.
    #expect(mean >= 0.90, "\(mean)")
    #expect(prediction >= 0.85, "\(prediction)")
    if setting.tau == 0.06 { #expect(mean >= 0.92 && mean <= 0.98, "\(mean)") }
  }

  @Test("weights by the data sets' own errors alone, as if all had one difference, cover far too little")
  func fixedEffect() throws {
    let found = try Self.simulate(5, tau: 0.06, persons: [4, 8, 10, 30])
    #expect(Double(found.fixed) / Double(Self.studies) < 0.7)
  }
}
