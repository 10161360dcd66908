import Parallelism
import Randomness
import TestSupport
import Testing

@testable import Statistics

/// Repetitions with other draws, crossed with subjects.
@Suite("Repetitions in designs")
struct RepetitionTests {
  /// Values of `subjects` x `repetitions`, one a cell: a subject's own share, a repetition's, and
  /// the rest.
  private static func values(
    _ subjects: Int, _ repetitions: Int, _ spreads: (subject: Double, repetition: Double, rest: Double),
    _ generator: inout Xoshiro256
  ) -> [Double] {
    let own = (0..<subjects).map { _ in spreads.subject * generator.normal() }
    return (0..<repetitions).flatMap { _ in
      let shared = spreads.repetition * generator.normal()
      return own.map { $0 + shared + spreads.rest * generator.normal() }
    }
  }

  private func covered(
    _ design: TestDesign, _ spreads: (subject: Double, repetition: Double, rest: Double)
  ) throws -> Double {
    let (blocks, studies) = (20, 3000)
    let seed = Seed(base: 0).deriving("repetitions", "\(spreads)")
    let counts = try concurrentMap(blocks) { block in
      var generator = seed.deriving("\(block)").generator
      return (0..<(studies / blocks)).count { _ in
        let values = Self.values(design.subjectCount, design.repetitionCount, spreads, &generator)
        return design.estimate(values).interval!.contains(0)
      }
    }
    return Double(counts.reduce(0, +)) / Double(studies)
  }

  @Test(
    "the interval over subjects and repetitions covers 92.5 to 98.5 % whichever varies",
    arguments: [8, 15, 30], [3, 5])
  func coverage(_ subjects: Int, _ repetitions: Int) throws {
    let design = TestDesign(subjects: [Array(0..<subjects)], repetitions: repetitions)
    for (subject, repetition) in [(1.0, 0.0), (1, 0.3), (1, 1), (0.3, 1)] {
      let share = try covered(design, (subject, repetition, 1))
      #expect(share >= 0.925 && share <= 0.985, "\(subject) \(repetition): \(share)")
    }
  }

  @Test("without repetitions in it the interval covers too little where they vary")
  func ignored() throws {
    let design = TestDesign(subjects: [Array(0..<15)])
    var generator = Seed(base: 3).generator
    let times = 2000
    let count = (0..<times).count { _ in
      // The mean over five repetitions, as if it had no draws of its own.
      let values = Self.values(15, 5, (0.3, 1, 0.3), &generator)
      let means = (0..<15).map { subject in (0..<5).reduce(0) { $0 + values[$1 * 15 + subject] } / 5 }
      return design.estimate(means).interval!.contains(0)
    }
    #expect(Double(count) / Double(times) < 0.6)
  }

  @Test("a row that draws nothing, repeated, has the estimate that it has alone")
  func repeated() {
    let subjects = (0..<6).flatMap { [Int](repeating: $0, count: 5) }
    var generator = Seed(base: 4).generator
    let hits = subjects.map { _ in generator.uniform() < 0.7 ? 1.0 : 0 }
    let alone = TestDesign(subjects: [subjects]).estimate(hits)
    let several = TestDesign(subjects: [subjects], repetitions: 4).estimate((0..<4).flatMap { _ in hits })
    #expect(abs(alone.mean - several.mean) < 1e-12 && abs(alone.standardError - several.standardError) < 1e-12)
    #expect(abs(alone.degreesOfFreedom - several.degreesOfFreedom) < 1e-6)
  }

  @Test("one subject in one split, and one subject in several, count repetitions too")
  func oneSubject() {
    let values = (0..<3).flatMap { repetition in (0..<20).map { Double(($0 * 7 + repetition) % 5) + Double(repetition) }
    }
    let samples = TestDesign(subjects: [[Int](repeating: 0, count: 20)], repetitions: 3)
    let splits = TestDesign(subjects: [[Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10)], repetitions: 3)
    for design in [samples, splits] {
      // The repetitions' means deviate by 1: their standard error is 1 / sqrt(3).
      #expect(design.estimate(values).standardError >= 0.57)
    }
  }

  @Test("rows are paired by repetition: what both share in a repetition does not widen their difference")
  func paired() {
    let subjects = (0..<10).flatMap { [Int](repeating: $0, count: 10) }
    let design = TestDesign(subjects: [subjects], repetitions: 5)
    var generator = Seed(base: 5).generator
    let shared = (0..<5).map { _ in generator.normal() }
    let first = shared.flatMap { level in subjects.map { _ in level + 0.1 * generator.normal() } }
    let second = shared.flatMap { level in subjects.map { _ in level + 0.1 * generator.normal() } }
    let comparison = PairedComparison(first, second, design: design, hits: true, seed: Seed(base: 0))
    #expect(comparison.mcnemar == nil && comparison.unit == .subjects)
    #expect(comparison.difference.standardError < 0.05 && design.estimate(first).standardError > 0.2)
  }

  @Test("the bootstrap draws repetitions, and a mean of ones is 1")
  func bootstrap() {
    let subjects = (0..<12).flatMap { [Int](repeating: $0, count: 4) }
    let design = TestDesign(subjects: [subjects], repetitions: 5)
    let levels = (0..<5).flatMap { [Double](repeating: Double($0), count: subjects.count) }
    let ones = levels.map { _ in 1.0 }
    let drawn = ClusterBootstrap(design, resamples: 200, seed: Seed(base: 0)).statistics([levels, ones])
    #expect(drawn[1].allSatisfy { $0 == 1 })
    let interval = central95(drawn[0])!
    #expect(interval.low < 1.2 && interval.high > 2.8)
  }

  @Test("folds of one draw are one draw: subjects are crossed with draws, not with folds")
  func folds() {
    let folds = [[0, 0, 1], [2, 3, 3], [1, 1, 3], [0, 2, 2]]
    let once = TestDesign(subjects: Array(folds.prefix(2)))
    #expect(once.unit == .subjects && once.splitCount == 1)
    let twice = TestDesign(subjects: folds)
    #expect(twice.unit == .subjectsAndSplits && twice.splitCount == 2 && twice.cells.count == 8)
  }
}
