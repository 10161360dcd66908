import Randomness
import Testing

@testable import Statistics

@Suite("Tests of differences")
struct TestTests {
  @Test("n subjects cannot give p below 2 / 2^n; all on one side give that")
  func least() {
    for units in 2...13 {
      let test = SignFlipTest([Double](repeating: 0.1, count: units), seed: Seed(base: 0))
      #expect(test.isExact && test.pValue == test.leastPValue && test.pValue == 2 / Double(1 << units))
    }
    #expect(SignFlipTest.leastPValue(units: 4) == 0.125)
    #expect(SignFlipTest([0, 0, 0], seed: Seed(base: 0)).pValue == 1)
  }

  @Test("exact McNemar is the two-sided sum of binomial coefficients, of even and of odd numbers")
  func binomial() {
    for n in 1...14 {
      let coefficients = (0..<n).reduce(into: [1.0]) { $0.append($0[$1] * Double(n - $1) / Double($1 + 1)) }
      for first in 0...n {
        let tail = coefficients.prefix(min(first, n - first) + 1).reduce(0, +)
        let expected = min(1, 2 * tail / Double(1 << n))
        let found = McNemarTest(firstOnly: first, secondOnly: n - first).pValue
        #expect(abs(found - expected) < 1e-14, "\(first) of \(n)")
      }
    }
  }

  @Test("drawn flips agree with all flips, count the observed one and are the same on every run")
  func drawn() {
    var generator = Seed(base: 4).generator
    let differences = (0..<16).map { _ in generator.normal() + 0.4 }
    let drawn = SignFlipTest(differences, seed: Seed(base: 1))
    #expect(!drawn.isExact && drawn == SignFlipTest(differences, seed: Seed(base: 1)))
    let exact = (0..<(1 << 16)).count { flip in
      let sum = differences.indices.reduce(0.0) { $0 + (flip >> $1 & 1 == 0 ? differences[$1] : -differences[$1]) }
      return abs(sum) >= abs(differences.reduce(0, +)) - 1e-12
    }
    #expect(abs(drawn.pValue - Double(exact) / Double(1 << 16)) < 0.01)
    #expect(SignFlipTest([Double](repeating: 1, count: 70), seed: Seed(base: 1)).pValue == 1e-4)
  }

  @Test("swapping the rows turns the signs and leaves every p")
  func symmetric() throws {
    let design = TestDesign(subjects: [[1, 1, 1, 2, 2, 3, 3, 3]])
    let (a, b) = ([1.0, 1, 0, 1, 1, 1, 0, 1], [0.0, 1, 1, 0, 1, 0, 0, 1])
    let one = PairedComparison(a, b, design: design, hits: true, seed: Seed(base: 0))
    let other = PairedComparison(b, a, design: design, hits: true, seed: Seed(base: 0))
    #expect(one.difference.mean == -other.difference.mean)
    #expect(one.pValue == other.pValue && one.signFlips == other.signFlips)
    #expect(try #require(one.mcnemar).pValue == #require(other.mcnemar).pValue)
    #expect(try #require(one.hedgesG) == -(try #require(other.hedgesG)))
    let odds = try #require(one.mcnemar?.oddsRatio) * (try #require(other.mcnemar?.oddsRatio))
    #expect(abs(odds - 1) < 1e-15)
  }

  @Test("p values of all pairs are those of the comparisons, in lexical order")
  func allPairs() {
    var generator = Seed(base: 8).generator
    for subjects in [[[1, 1, 2, 2, 3, 3, 4, 4]], [[1, 2, 3, 4], [1, 2, 3, 4]], [[1, 1, 1, 1, 1, 1, 1, 1]]] {
      let design = TestDesign(subjects: subjects)
      let rows = (0..<4).map { _ in (0..<8).map { _ in generator.uniform() < 0.6 ? 1.0 : 0 } }
      let pairs = PairedComparison.pValues(ofAllPairs: rows, design: design, hits: true, seed: Seed(base: 0))
      var expected: [Double] = []
      for first in 0..<4 {
        for second in (first + 1)..<4 {
          expected.append(
            PairedComparison(rows[first], rows[second], design: design, hits: true, seed: Seed(base: 0)).pValue)
        }
      }
      #expect(pairs == expected)
    }
  }

  @Test("a crossed design flips subjects and splits and reports the larger p")
  func crossed() throws {
    // Every subject of 8 is better, but only in one of three splits.
    let subjects = [[Int]](repeating: Array(0..<8), count: 3)
    let a = [Double](repeating: 1, count: 8) + [Double](repeating: 0, count: 16)
    let b = [Double](repeating: 0, count: 24)
    let test = PairedComparison(a, b, design: TestDesign(subjects: subjects), hits: true, seed: Seed(base: 0))
    #expect(test.signFlips?.pValue == 1 && test.leastPValue == 0.25)
  }

  @Test("draws that are too few for their exact test, once corrected, count as given; subjects then vary alone")
  func fewDraws() throws {
    let cases: [(Int, Int, Bool)] = [
      (2, 1, true), (5, 1, true), (6, 1, false), (6, 2, true), (12, 102, false), (12, 103, true),
    ]
    for (draws, comparisons, tooFew) in cases {
      let design = TestDesign(subjects: [[Int]](repeating: Array(0..<15), count: draws))
      #expect(design.hasTooFewSplits(forComparisons: comparisons) == tooFew, "\(draws) \(comparisons)")
    }
    let one = TestDesign(subjects: [Array(0..<15)])
    #expect(!one.hasTooFewSplits(forComparisons: 1000))
    let three = TestDesign(subjects: [[Int]](repeating: Array(0..<15), count: 3))
    // Draws that differ by much, persons that differ by little.
    let values: [Double] = (0..<45).map { (index: Int) -> Double in
      let (draw, person) = (Double(index / 15 - 1), Double(index % 15 - 7))
      return 0.3 + 0.2 * draw + 0.01 * person
    }
    let zeros = [Double](repeating: 0, count: 45)
    let given = PairedComparison(values, zeros, design: three, hits: false, seed: Seed(base: 0))
    let means: [Double] = (0..<15).map { (person: Int) -> Double in
      (values[person] + values[15 + person] + values[30 + person]) / 3
    }
    let alone = PairedComparison(
      means, [Double](repeating: 0, count: 15), design: one, hits: false, seed: Seed(base: 0))
    #expect(given.unit == TestDesign.Unit.subjects)
    #expect(abs(given.difference.standardError - alone.difference.standardError) < 1e-15)
    #expect(given.pValue < 1e-9 && given.interval?.contains(0) == false)
    #expect(given.overSplits == three.estimate(values) && given.overSplits?.interval?.contains(0) == true)
    #expect(given.leastPValue == 0.25 && given.limitingUnits?.count == 3 && given.limitingUnits?.areSplits == true)
    #expect(alone.overSplits == nil && alone.limitingUnits?.areSplits == false)
  }

  @Test("adjusted p values keep the order and are never smaller")
  func holm() {
    let p = [0.2, 0.001, 0.04, 0.04, 0.9, 0.013]
    let adjusted = holmAdjusted(p)
    for i in p.indices {
      #expect(adjusted[i] >= p[i] && adjusted[i] <= 1)
      for j in p.indices where p[i] <= p[j] { #expect(adjusted[i] <= adjusted[j]) }
    }
    #expect(holmAdjusted([]).isEmpty)
  }

  @Test("a group is the rows that do not differ from its best")
  func groups() {
    let values = [0.9, 0.88, 0.86, 0.7, 0.69, 0.2]
    #expect(tieGroups(values.count) { values[$0] - values[$1] > 0.03 } == [1, 1, 2, 3, 3, 4])
    #expect(tieGroups(3) { _, _ in false } == [1, 1, 1])
    // A variable row may stay with the best though a better, steadier one does not.
    #expect(tieGroups(3) { $0 == 0 && $1 == 1 } == [1, 2, 1])
    #expect(tieGroups(0) { _, _ in true }.isEmpty)
  }

  @Test("ranks over blocks sum to k (k + 1) / 2, and equal methods have p = 1")
  func friedman() {
    let test = FriedmanTest([[1, 1, 1], [2, 2, 2]], higherIsBetter: true)
    #expect(test.averageRanks == [2, 2, 2] && test.statistic == nil && test.pValue == 1)
    let other = FriedmanTest([[3, 1, 2], [9, 4, 8]], higherIsBetter: false)
    #expect(other.averageRanks == [3, 1, 2] && other.statistic == 4)
  }
}
