import Randomness
import Testing

@testable import Statistics

@Suite("Laws of what is said over data sets")
struct SynthesisTests {
  private func model(_ studies: [(mean: Double, error: Double)]) -> RandomEffects {
    RandomEffects(studies.map { Estimate(mean: $0.mean, standardError: $0.error, degreesOfFreedom: 3) })
  }

  private let studies: [(mean: Double, error: Double)] = [(0.02, 0.01), (-0.05, 0.02), (0.1, 0.015), (0.03, 0.03)]

  @Test("at tau the weighted squares are as many as studies less one, and the weights sum to 1")
  func equation() {
    let model = model(studies)
    let weights = studies.map { 1 / ($0.error * $0.error + model.tau * model.tau) }
    let squares = zip(weights, studies).reduce(0) {
      $0 + $1.0 * ($1.1.mean - model.mean.mean) * ($1.1.mean - model.mean.mean)
    }
    #expect(model.tau > 0 && abs(squares - 3) < 1e-9)
    #expect(abs(model.weights.reduce(0, +) - 1) < 1e-12)
  }

  @Test("studies in another order, all shifted or all larger give the same, shifted or larger")
  func equivariance() throws {
    let own = model(studies)
    let turned = model(studies.reversed())
    #expect(abs(own.mean.mean - turned.mean.mean) < 1e-12 && abs(own.tau - turned.tau) < 1e-12)
    let shifted = model(studies.map { ($0.mean + 0.3, $0.error) })
    #expect(abs(shifted.mean.mean - own.mean.mean - 0.3) < 1e-12 && abs(shifted.tau - own.tau) < 1e-12)
    let larger = model(studies.map { ($0.mean * 10, $0.error * 10) })
    #expect(abs(larger.mean.mean - 10 * own.mean.mean) < 1e-11 && abs(larger.tau - 10 * own.tau) < 1e-11)
    let (a, b) = try (#require(own.prediction), #require(larger.prediction))
    #expect(abs(b.low - 10 * a.low) < 1e-10 && abs(b.high - 10 * a.high) < 1e-10)
  }

  @Test("equal studies do not vary: tau and I^2 are 0, and the interval is no narrower than their errors allow")
  func equalStudies() throws {
    let model = model((0..<4).map { _ in (0.02, 0.01) })
    #expect(model.tau == 0 && model.heterogeneity.iSquared == 0 && abs(model.mean.standardError - 0.005) < 1e-15)
    #expect(model.weights.allSatisfy { abs($0 - 0.25) < 1e-12 })
  }

  @Test(
    "two studies have an interval of 12.7 standard errors to either side, and no prediction; a new study is less sure")
  func few() throws {
    let two = model([(0.02, 0.01), (0.03, 0.01)])
    let interval = try #require(two.mean.interval)
    #expect(two.prediction == nil && interval.high - two.mean.mean > 12.7 * two.mean.standardError)
    let many = model(studies)
    let (own, ahead) = try (#require(many.mean.interval), #require(many.prediction))
    #expect(ahead.low < own.low && ahead.high > own.high)
  }

  @Test("a board that stands there twice says nothing more: its persons are the same")
  func sharedPersons() {
    let persons = (0..<60).map { $0 % 6 }
    let design = TestDesign(subjects: [persons])
    var generator = Seed(base: 3).generator
    let values = persons.map { 0.1 * Double($0) + generator.normal() }
    let part = MeanOverDesigns.Part(values: values, design: design)
    let (once, twice) = (MeanOverDesigns([part]), MeanOverDesigns([part, part]))
    #expect(once.estimate == design.estimate(values))
    #expect(abs(once.estimate.standardError - twice.estimate.standardError) < 1e-12)
    #expect(twice.subjectCount == 6 && abs(twice.estimate.degreesOfFreedom - 5) < 1e-9)
    // The same values of other persons are more.
    let others = MeanOverDesigns.Part(values: values, design: TestDesign(subjects: [persons.map { $0 + 100 }]))
    let both = MeanOverDesigns([part, others])
    #expect(both.subjectCount == 12 && both.estimate.standardError < 0.75 * once.estimate.standardError)
  }

  @Test("what draws add to a board beyond its persons is kept; few draws count as given, and say so")
  func draws() {
    let (persons, splits) = (6, 8)
    var generator = Seed(base: 4).generator
    let effects = (0..<splits).map { _ in generator.normal() }
    let design = TestDesign(subjects: [[Int]](repeating: (0..<60).map { $0 % persons }, count: splits))
    let values = (0..<(60 * splits)).map { effects[$0 / 60] + 0.1 * generator.normal() }
    let part = MeanOverDesigns.Part(values: values, design: design)
    let other = MeanOverDesigns.Part(values: values.map { $0 / 2 }, design: design)
    let both = MeanOverDesigns([part, other])
    #expect(!both.givesSplits && both.estimate.standardError > 0.05)
    let few = TestDesign(subjects: [[Int]](repeating: (0..<60).map { $0 % persons }, count: 3))
    let given = MeanOverDesigns([.init(values: Array(values.prefix(180)), design: few)])
    #expect(given.givesSplits && given.estimate.standardError < 0.05)
  }

  @Test("where nothing varies the error is that of one sample")
  func nothingVaries() {
    let design = TestDesign(subjects: [(0..<40).map { $0 % 4 }])
    let mean = MeanOverDesigns([.init(values: [Double](repeating: 0, count: 40), design: design)])
    #expect(mean.nothingVaries && mean.estimate.mean == 0 && mean.estimate.standardError == 1.0 / 40)
  }

  @Test("errors of 0: the best cannot improve, and all of an error beside none can")
  func zeroErrors() {
    let scores = BlockScores(errors: [[0, 0.2, 0], [0, 0, 0]], clusters: [0, 1], resamples: 10, seed: Seed(base: 0))
    #expect(scores.improvability.map(\.mean) == [0, 0.5, 0])
    #expect(scores.winRates.map(\.mean) == [0.625, 0.25, 0.625])
  }

  @Test("intervals need six data sets, whatever the number of their boards, and hold the mean")
  func intervals() throws {
    var generator = Seed(base: 5).generator
    let errors = (0..<12).map { _ in (0..<3).map { Double($0) * 0.1 + 0.3 * generator.uniform() } }
    func scores(_ clusters: [Int]) -> BlockScores {
      BlockScores(errors: errors, clusters: clusters, resamples: 500, seed: Seed(base: 1))
    }
    #expect(scores((0..<12).map { $0 % 5 }).winRates.allSatisfy { $0.interval == nil })
    for score in scores((0..<12).map { $0 / 2 }).winRates + scores(Array(0..<12)).improvability {
      let interval = try #require(score.interval)
      #expect(interval.contains(score.mean) && interval.low < interval.high)
    }
    #expect(scores(Array(0..<12)) == scores(Array(0..<12)))
  }
}
