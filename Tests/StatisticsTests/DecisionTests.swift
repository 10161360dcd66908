import Randomness
import TestSupport
import Testing

@testable import Statistics

@Suite("What a board decides")
struct DecisionTests {
  private static func estimate(_ mean: Double, _ error: Double, _ freedom: Double = 9) -> Estimate {
    Estimate(mean: mean, standardError: error, degreesOfFreedom: freedom)
  }

  @Test(
    "equivalent at 5 % and a 90 % interval inside the margin are one and the same; the least margin lies between both",
    arguments: [(0.0, 0.01), (0.012, 0.004), (-0.012, 0.004), (-0.03, 0.02), (0.001, 1e-9)], [1.0, 3.7, 9, 200])
  func margin(numbers: (mean: Double, error: Double), freedom: Double) throws {
    let difference = Self.estimate(numbers.mean, numbers.error, freedom)
    let interval = try #require(difference.equivalenceInterval)
    for margin in [0.002, 0.01, 0.02, 0.05, 0.2] {
      let test = try #require(EquivalenceTest(difference, margin: margin))
      #expect((test.pValue <= 0.05) == (interval.low >= -margin && interval.high <= margin), "\(margin)")
      // Whether the first or the second is named first does not matter.
      #expect(EquivalenceTest(Self.estimate(-numbers.mean, numbers.error, freedom), margin: margin) == test)
    }
    let least = try #require(difference.leastEquivalenceMargin)
    #expect(abs(try #require(EquivalenceTest(difference, margin: least)).pValue - 0.05) < 1e-9)
    #expect(try #require(EquivalenceTest(difference, margin: least * 1.01)).pValue < 0.05)
  }

  @Test("a wider margin never makes p larger; a difference of the margin has p one half, beyond it more")
  func widths() throws {
    let difference = Self.estimate(0.02, 0.006)
    let p = try stride(from: 0.001, to: 0.1, by: 0.001).map {
      try #require(EquivalenceTest(difference, margin: $0)).pValue
    }
    #expect(p == p.sorted(by: >) && p[0] > 0.95 && p[98] < 0.001)
    #expect(EquivalenceTest(difference, margin: 0.02)?.pValue == 0.5)
  }

  @Test("where nothing varies the difference is what it is, and the margin itself is not inside; one unit says nothing")
  func certain() {
    #expect(EquivalenceTest(Self.estimate(0, 0), margin: 0.02)?.pValue == 0)
    #expect(EquivalenceTest(Self.estimate(0.1 * 0.2, 0), margin: 0.02)?.pValue == 1)
    #expect(EquivalenceTest(Self.estimate(-0.3, 0), margin: 0.02)?.pValue == 1)
    #expect(EquivalenceTest(Self.estimate(0, 0, 0), margin: 0.02) == nil)
    #expect(Self.estimate(0, 0).detectableDifference() == nil && Self.estimate(0, 1, 0).detectableDifference() == nil)
  }

  @Test("power is alpha without a difference and rises with it; the difference found in 80 % has that power")
  func power() {
    for freedom in [1.0, 2.5, 7, 40, 25_000.5] {
      for alpha in [0.05, 0.001] {
        let test = TTestPower(degreesOfFreedom: freedom, alpha: alpha)
        #expect(abs(test.power(ofShift: 0) - alpha) < 1e-10, "\(freedom)")
        let powers = stride(from: 0.0, through: 12, by: 0.5).map(test.power)
        #expect(powers == powers.sorted() && powers.allSatisfy { $0 <= 1 + 1e-12 })
        for power in [0.1, 0.8, 0.99] {
          #expect(abs(test.power(ofShift: test.shift(power: power)) - power) < 1e-10, "\(freedom) \(alpha) \(power)")
        }
      }
    }
  }

  @Test("what is planned for a spread is what a board of that spread finds")
  func planned() throws {
    // Twelve persons with one value each.
    let values = [0.02, -0.01, 0.04, 0.03, 0.0, 0.05, 0.01, -0.03, 0.02, 0.06, 0.01, 0.02]
    let design = TestDesign(subjects: [Array(values.indices)])
    let mean = values.reduce(0, +) / 12
    let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 11).squareRoot()
    let found = try #require(design.estimate(values).detectableDifference())
    let plan = try #require(
      PlannedPower(design, comparisons: 1, spread: DifferenceSpread(persons: spread, draws: 9, repetitions: 9)))
    #expect(plan.persons == 12 && plan.draws == 1 && plan.repetitions == 1)
    #expect(abs(try #require(plan.detectableDifference()) - found) < 1e-12)
    #expect(try #require(plan.detectableDifference(comparisons: 45)) > found)
  }

  @Test("the number of persons for a difference is the least; where draws vary too much there is none")
  func persons() throws {
    let spread = DifferenceSpread(persons: 0.05, draws: 0.03, repetitions: 0.007)
    for (draws, repetitions) in [(1, 1), (1, 5), (12, 1)] {
      var plan = PlannedPower(persons: 8, draws: draws, repetitions: repetitions, spread: spread)
      for difference in [0.05, 0.1] {
        let persons = try #require(plan.persons(toSee: difference))
        plan.persons = persons
        #expect(try #require(plan.detectableDifference()) <= difference)
        plan.persons = persons - 1
        #expect(plan.detectableDifference().map { $0 > difference } ?? true)
        #expect(try #require(plan.persons(toSee: difference, comparisons: 10)) > persons)
      }
    }
    #expect(PlannedPower(persons: 8, draws: 3, spread: spread).persons(toSee: 0.02) == nil)
    #expect(PlannedPower(persons: 1, spread: spread).detectableDifference() == nil)
  }

  @Test("draws vary beside persons where they can speak for others; one person's samples are not planned")
  func designs() throws {
    let spread = DifferenceSpread(persons: 0.05, draws: 0.03, repetitions: 0.01)
    let few = TestDesign(subjects: [[Int]](repeating: Array(0..<15), count: 3), repetitions: 5)
    let many = TestDesign(subjects: [[Int]](repeating: Array(0..<15), count: 12))
    #expect(PlannedPower(few, comparisons: 1, spread: spread)?.draws == 1)
    #expect(PlannedPower(few, comparisons: 1, spread: spread)?.repetitions == 5)
    #expect(PlannedPower(many, comparisons: 1, spread: spread)?.draws == 12)
    #expect(PlannedPower(TestDesign(subjects: [[1, 1, 1]]), comparisons: 1, spread: spread) == nil)
  }

  @Test("shares of being the best sum to 1, equal rows share theirs, and the order of rows does not matter")
  func shares() {
    let (a, b, c) = ([3.0, 1, 2, 2], [1.0, 1, 2, 5], [0.0, 0, 2, 1])
    let shares = bestShares([a, b, c], higherIsBetter: true)
    #expect(
      inStep(shares, [(1 + 0.5 + 1.0 / 3) / 4, (0.5 + 1.0 / 3 + 1) / 4, 1.0 / 12]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(abs(shares.reduce(0, +) - 1) < 1e-15)
    #expect(bestShares([c, b, a], higherIsBetter: true) == shares.reversed())
    #expect(bestShares([a, a], higherIsBetter: false) == [0.5, 0.5])
    #expect(bestShares([[-1.0], [1]], higherIsBetter: false) == [1, 0])
  }
}
