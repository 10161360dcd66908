import Foundation
import Testing

@testable import Statistics

/// What SciPy and statsmodels compute of decisions; `Tests/Peers/statistics` writes it.
@Suite("Equivalence, power and guessing against SciPy and statsmodels")
struct DecisionPeerTests {
  struct Fixture: Decodable {
    struct Equivalence: Decodable { let values: [Double], margin, p, low, high: Double }
    struct Power: Decodable { let freedom, alpha, shift, power, leastShift: Double }
    struct Guessing: Decodable { let trials: Int, rate: Double, count: Int }
    let equivalence: [Equivalence], power: [Power], guessing: [Guessing]
  }

  let fixture: Fixture

  init() throws {
    let url = try #require(
      Bundle.module.url(forResource: "statistics", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test("two one-sided tests and their 90 % interval")
  func equivalence() throws {
    for known in fixture.equivalence {
      let estimate = TestDesign(subjects: [Array(known.values.indices)]).estimate(known.values)
      #expect(agree(try #require(EquivalenceTest(estimate, margin: known.margin)).pValue, known.p), "\(known)")
      let interval = try #require(estimate.equivalenceInterval)
      #expect(agree(interval.low, known.low) && agree(interval.high, known.high), "\(known)")
    }
    // Both answers are among them.
    #expect(Set(fixture.equivalence.map { $0.p <= 0.05 }).count == 2)
  }

  @Test("the power of a t test, and the difference that it finds in 80 %")
  func power() {
    for known in fixture.power {
      let test = TTestPower(degreesOfFreedom: known.freedom, alpha: known.alpha)
      #expect(agree(test.power(ofShift: known.shift), known.power), "\(known) \(test.power(ofShift: known.shift))")
      #expect(agree(test.power(ofShift: -known.shift), known.power), "\(known)")
      #expect(agree(test.shift(), known.leastShift), "\(known) \(test.shift())")
    }
  }

  @Test("the number that guessing exceeds with a probability of at most 5 %")
  func guessing() {
    for known in fixture.guessing {
      #expect(Binomial(trials: known.trials, rate: known.rate).leastExceeded(tail: 0.05) == known.count, "\(known)")
    }
    #expect(Binomial(trials: 9, rate: 0).leastExceeded(tail: 0.05) == 0)
    #expect(Binomial(trials: 9, rate: 1).leastExceeded(tail: 0.05) == 9)
  }
}
