import Randomness
import TestSupport
import Testing

@testable import Statistics

@Suite("Designs of test samples")
struct DesignTests {
  @Test(
    "subjects are the unit; splits too where they test the same subjects again; one subject leaves splits or samples")
  func units() {
    #expect(TestDesign(subjects: [[2, 2, 4, 6]]).unit == .subjects)
    #expect(TestDesign(subjects: [[1, 1], [2, 2], [3]]).unit == .subjects)
    #expect(TestDesign(subjects: [[1, 2], [2, 1]]).unit == .subjectsAndSplits)
    #expect(TestDesign(subjects: [[7, 7], [7]]).unit == .splits)
    let single = TestDesign(subjects: [[7, 7, 7]])
    #expect(single.unit == .samples && single.unitCount == 3 && single.subjectCount == 1)
  }

  @Test("the estimate is the mean over splits of the mean over samples, whatever the unit")
  func mean() {
    let values = [1.0, 0, 1, 1, 0, 0, 1, 1, 1]
    for subjects in [
      [[1, 1, 2, 2], [1, 1, 2, 2, 2]], [[1, 1, 1, 1], [2, 2, 2, 2, 2]], [[1, 1, 1, 1], [1, 1, 1, 1, 1]],
    ] {
      let estimate = TestDesign(subjects: subjects).estimate(values)
      #expect(abs(estimate.mean - (0.75 + 0.6) / 2) < 1e-15)
      #expect(estimate.standardError > 0)
    }
  }

  @Test("the order of the samples, of the splits and the names of the subjects do not matter")
  func order() {
    let one = TestDesign(subjects: [[1, 1, 2, 2], [3, 3, 3]]).estimate([1, 0, 1, 1, 0, 1, 1])
    let other = TestDesign(subjects: [[9, 9, 9], [5, 8, 5, 8]]).estimate([1, 1, 0, 1, 1, 1, 0])
    #expect(abs(one.mean - other.mean) < 1e-15 && abs(one.standardError - other.standardError) < 1e-15)
  }

  @Test("where all subjects agree, samples count as independent; where all samples agree, nothing varies")
  func agreement() throws {
    let design = TestDesign(subjects: [[1, 1, 2, 2]])
    let halves = design.estimate([1, 0, 0, 1])
    #expect(abs(halves.standardError - (0.25 / 3).squareRoot()) < 1e-15 && halves.degreesOfFreedom == 1)
    let ones = design.estimate([1, 1, 1, 1])
    #expect(ones.standardError == 0 && ones.pValue == nil)
    let interval = try #require(ones.proportionInterval(samples: 4))
    #expect(interval.high == 1 && interval.low < 1)
    #expect(design.estimate([0, 0, 0, 0]).pValue == 1)
  }

  @Test("intervals of proportions stay within 0 and 1 and hold the proportion")
  func proportions() throws {
    var generator = Seed(base: 3).generator
    for _ in 0..<200 {
      let subjects = (0..<30).map { _ in generator.index(below: 4) } + [0, 1, 2, 3]
      let hits = subjects.map { _ in generator.uniform() < 0.97 ? 1.0 : 0 }
      let estimate = TestDesign(subjects: [subjects]).estimate(hits)
      let interval = try #require(estimate.proportionInterval(samples: hits.count))
      let share = min(1, estimate.mean)
      #expect(interval.low >= 0 && interval.high <= 1 && interval.low <= share && share <= interval.high)
    }
  }

  @Test("the bootstrap of one subject's proportion has the binomial's spread")
  func binomialSpread() {
    let design = TestDesign(subjects: [[Int](repeating: 1, count: 400)])
    let values = (0..<400).map { $0 < 100 ? 1.0 : 0 }
    let statistics = ClusterBootstrap(design, resamples: 4000, seed: Seed(base: 5)).statistics([values])[0]
    let mean = statistics.reduce(0, +) / 4000
    let deviation = (statistics.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000).squareRoot()
    #expect(abs(mean - 0.25) < 0.002)
    #expect(abs(deviation - (0.25 * 0.75 / 400).squareRoot()) < 0.001)
  }

  @Test("rows of a bootstrap share their draws: equal rows have equal statistics, whoever stands beside them")
  func sharedDraws() {
    let design = TestDesign(subjects: [[1, 1, 2, 2], [1, 2, 2]])
    let row = [1.0, 0, 1, 1, 0, 1, 0]
    let bootstrap = ClusterBootstrap(design, resamples: 200, seed: Seed(base: 1))
    let together = bootstrap.statistics([row, row.map { 1 - $0 }, row])
    #expect(together[0] == together[2] && together[0] == bootstrap.statistics([row])[0])
    #expect(inStep(together[0], together[1]).allSatisfy { abs($0 + $1 - 1) < 1e-12 })
    #expect(together.allSatisfy { $0.count == 200 })
  }

  @Test("a proportion stays within 0 and 1 to the last digit, of splits of any size")
  func exactProportions() {
    let design = TestDesign(subjects: [(0..<97).map { $0 % 7 }, (0..<31).map { $0 % 5 }, (0..<58).map { $0 % 7 }])
    let bootstrap = ClusterBootstrap(design, resamples: 101, seed: Seed(base: 3))
    let (ones, zeros) = ([Double](repeating: 1, count: 186), [Double](repeating: 0, count: 186))
    let constant = bootstrap.statistics([zeros, ones])
    #expect(constant == [0, 1].map { [Double](repeating: $0, count: 101) })
    var all = ones
    all[17] = 0
    let statistics = bootstrap.statistics([all])[0]
    #expect(statistics.allSatisfy { $0 <= 1 } && statistics.contains { $0 < 1 })
  }

  @Test("subjects without variation within vary the bootstrap as n subjects do")
  func subjectSpread() {
    let subjects = (0..<10).flatMap { [Int](repeating: $0, count: 20) }
    let values = subjects.map { $0 < 5 ? 1.0 : 0 }
    let statistics = ClusterBootstrap(TestDesign(subjects: [subjects]), resamples: 4000, seed: Seed(base: 2))
      .statistics([values])[0]
    let deviation = (statistics.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 4000).squareRoot()
    #expect(abs(deviation - (0.25 / 10).squareRoot()) < 0.005)
  }

  @Test("a split that is drawn twice counts twice, as a subject does")
  func times() {
    // Three splits of the same two subjects; one split is all right, so that each statistic is the
    // share of its draws.
    let design = TestDesign(subjects: [[Int]](repeating: [1, 1, 2, 2], count: 3))
    #expect(design.unit == .subjectsAndSplits)
    let values = [Double](repeating: 0, count: 8) + [Double](repeating: 1, count: 4)
    let statistics = ClusterBootstrap(design, resamples: 300, seed: Seed(base: 4)).statistics([values])[0]
    let thirds = statistics.map { ($0 * 3).rounded() }
    #expect(largestDifference(statistics.map { $0 * 3 }, thirds) < 1e-12)
    #expect(Set(thirds) == [0, 1, 2, 3])
  }

  @Test("the central 95 % of 0 to 1000 are 25 to 975, in whatever order they come")
  func central() throws {
    var generator = Seed(base: 6).generator
    let interval = try #require(central95(generator.shuffled((0...1000).map(Double.init))))
    #expect(interval.low == 25 && interval.high == 975)
    // Of 41 ranks one is left out on either side.
    let rows = [(0..<41).map { Double($0) }, [Double](repeating: 20.5, count: 41)]
    #expect(rankIntervals(rows, higherIsBetter: true) == [1...2, 1...2])
    #expect(central95([]) == nil && rankIntervals([[], []], higherIsBetter: true) == [1...2, 1...2])
  }
}
