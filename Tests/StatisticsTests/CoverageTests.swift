import Parallelism
import Randomness
import Testing

@testable import Statistics

/// Simulated studies with a known truth: how often intervals of 95 % hold it, and how often tests
/// at 5 % reject it.
@Suite("Coverage and rejection in simulated studies")
struct CoverageTests {
  private static let studies = 4000

  /// The share of studies in which `holds` is true; study i has its own seed.
  private func share(
    _ name: String, studies: Int = studies, _ holds: @Sendable (inout Xoshiro256) -> Bool
  ) throws -> Double {
    let seed = Seed(base: 0).deriving("coverage", name)
    let blocks = 40
    let counts = try concurrentMap(blocks) { block in
      var generator = seed.deriving("\(block)").generator
      return (0..<(studies / blocks)).count { _ in holds(&generator) }
    }
    return Double(counts.reduce(0, +)) / Double(studies)
  }

  private static func subjects(_ count: Int, clips: Int) -> [Int] {
    (0..<count).flatMap { [Int](repeating: $0, count: clips) }
  }

  /// Subjects' accuracies are normal about `accuracy` (cut at 0 and 1, both far away); clips are
  /// independent given the subject.
  private static func hits(
    _ subjects: Int, clips: Int, accuracy: Double, spread: Double, _ generator: inout Xoshiro256
  ) -> [Double] {
    (0..<subjects).flatMap { _ in
      let own = accuracy + spread * generator.normal()
      return (0..<clips).map { _ in generator.uniform() < own ? 1.0 : 0 }
    }
  }

  @Test(
    "the interval of the accuracy covers 93 to 97 % of studies, from 4 subjects on, with and without differences between subjects",
    arguments: [
      (4, 40, 0.5, 0.1), (4, 100, 0.85, 0.05), (8, 40, 0.85, 0.05), (8, 100, 0.85, 0), (8, 100, 0.9, 0.03),
      (16, 20, 0.7, 0.1), (20, 40, 0.85, 0.05),
    ])
  func accuracy(_ subjects: Int, _ clips: Int, _ accuracy: Double, _ spread: Double) throws {
    let design = TestDesign(subjects: [Self.subjects(subjects, clips: clips)])
    let covered = try share("accuracy") { generator in
      let hits = Self.hits(subjects, clips: clips, accuracy: accuracy, spread: spread, &generator)
      return design.estimate(hits).proportionInterval(samples: hits.count)!.contains(accuracy)
    }
    #expect(covered >= 0.93 && covered <= 0.97, "\(covered)")
  }

  @Test("one subject a split covers as one split of all subjects does")
  func leaveOneSubjectOut() throws {
    let design = TestDesign(subjects: (0..<8).map { [Int](repeating: $0, count: 40) })
    let covered = try share("leave one out") { generator in
      let hits = Self.hits(8, clips: 40, accuracy: 0.85, spread: 0.05, &generator)
      return design.estimate(hits).proportionInterval(samples: hits.count)!.contains(0.85)
    }
    #expect(covered >= 0.93 && covered <= 0.97, "\(covered)")
  }

  @Test(
    "percentiles of the two-level bootstrap of 4 different subjects cover too little, as Wilson's interval of clips does"
  )
  func tooNarrow() throws {
    let design = TestDesign(subjects: [Self.subjects(4, clips: 100)])
    func covered(_ interval: @escaping @Sendable ([Double]) -> Interval) throws -> Double {
      try share("narrow", studies: 400) { generator in
        let hits = Self.hits(4, clips: 100, accuracy: 0.7, spread: 0.1, &generator)
        return interval(hits).contains(0.7)
      }
    }
    #expect(
      try covered { hits in
        central95(ClusterBootstrap(design, resamples: 200, seed: Seed(base: 1)).statistics([hits])[0])!
      } < 0.9)
    #expect(try covered { Interval.wilson(successes: Int($0.reduce(0, +)), of: $0.count)! } < 0.75)
    #expect(try covered { design.estimate($0).proportionInterval(samples: $0.count)! } >= 0.92)
  }

  /// Two rows whose difference varies from subject to subject about 0; 15 % of the clips are
  /// discordant on the average.
  private static func pair(
    _ subjects: Int, clips: Int, spread: Double, _ generator: inout Xoshiro256
  ) -> ([Double], [Double]) {
    var (a, b): ([Double], [Double]) = ([], [])
    for _ in 0..<subjects {
      let first = 0.075 + spread * generator.normal() / 2
      for _ in 0..<clips {
        let u = generator.uniform()
        a.append(u < first || u >= 0.5 ? 1 : 0)
        b.append(u >= first && u < 0.15 || u >= 0.5 ? 1 : 0)
      }
    }
    return (a, b)
  }

  @Test(
    "the paired t over subjects rejects equal rows in 4 to 6 % and its interval covers 94 to 96 %, also where subjects differ",
    arguments: [(4, 100, 0.0), (4, 100, 0.05), (6, 40, 0.03), (8, 40, 0.0), (8, 100, 0.05), (16, 40, 0.05)])
  func paired(_ subjects: Int, _ clips: Int, _ spread: Double) throws {
    let design = TestDesign(subjects: [Self.subjects(subjects, clips: clips)])
    let rejected = try share("paired") { generator in
      let (a, b) = Self.pair(subjects, clips: clips, spread: spread, &generator)
      let p = PairedComparison.pValues(ofAllPairs: [a, b], design: design, hits: true, seed: Seed(base: 0))[0]
      return p <= 0.05
    }
    #expect(rejected >= 0.04 && rejected <= 0.06, "\(rejected)")
    let covered = try share("paired") { generator in
      let (a, b) = Self.pair(subjects, clips: clips, spread: spread, &generator)
      return design.estimate(zip(a, b).map { $0 - $1 }).interval!.contains(0)
    }
    #expect(covered >= 0.94 && covered <= 0.96, "\(covered)")
  }

  @Test("sign flips reject 4 to 5 % of differences without ties, and never with 4 subjects")
  func signFlips() throws {
    let drawn: @Sendable (Int) -> @Sendable (inout Xoshiro256) -> Bool = { subjects in
      { generator in
        let differences = (0..<subjects).map { _ in generator.normal() }
        return SignFlipTest(differences, seed: Seed(base: 0)).pValue <= 0.05
      }
    }
    let eight = try share("flips", drawn(8))
    // 12 of 256 flips are the most that 5 % allow.
    #expect(eight >= 0.04 && eight <= 0.054, "\(eight)")
    #expect(try share("flips of 4", drawn(4)) == 0)
  }

  @Test("McNemar's test rejects at most 5 % where clips are independent, and too often where subjects differ")
  func mcnemar() throws {
    func rejected(_ spread: Double) throws -> Double {
      try share("mcnemar") { generator in
        let (a, b) = Self.pair(8, clips: 100, spread: spread, &generator)
        return McNemarTest(a, b).pValue <= 0.05
      }
    }
    #expect(try rejected(0) <= 0.055)
    #expect(try rejected(0.05) >= 0.12)
  }

  @Test("subjects crossed with splits: the interval covers 93 to 97 % where both vary, more where neither does")
  func crossed() throws {
    func covered(_ subjectSpread: Double, _ splitSpread: Double) throws -> Double {
      let design = TestDesign(subjects: [[Int]](repeating: Array(0..<8), count: 6))
      return try share("crossed") { generator in
        let subjects = (0..<8).map { _ in subjectSpread * generator.normal() }
        let values = (0..<6).flatMap { _ in
          let split = splitSpread * generator.normal()
          return subjects.map { subject in subject + split + generator.normal() }
        }
        return design.estimate(values).interval!.contains(0)
      }
    }
    for (subject, split) in [(1.0, 1.0), (1, 0), (0, 1), (3, 1)] {
      let share = try covered(subject, split)
      #expect(share >= 0.93 && share <= 0.97, "\(subject) \(split): \(share)")
    }
    #expect(try covered(0, 0) >= 0.95)
  }

  @Test("of ten equal rows, fewer than 6 % of boards tell any from the best")
  func groups() throws {
    let design = TestDesign(subjects: [Self.subjects(8, clips: 20)])
    let separated = try share("groups") { generator in
      let easy = (0..<8).map { _ in 0.75 + 0.05 * generator.normal() }
      let rows = (0..<10).map { _ in
        easy.flatMap { own in
          let mine = own + 0.03 * generator.normal()
          return (0..<20).map { _ in generator.uniform() < mine ? 1.0 : 0 }
        }
      }
      let p = PairedComparison.pValues(ofAllPairs: rows, design: design, hits: true, seed: Seed(base: 0))
      return holmAdjusted(p).contains { $0 <= 0.05 }
    }
    #expect(separated <= 0.06, "\(separated)")
  }

  /// One value for each of `subjects` in each of `draws`: a subject's own share, a draw's, and the
  /// rest.
  private static func values(
    _ subjects: Int, draws: Int, _ subjectSpread: Double, _ drawSpread: Double, _ generator: inout Xoshiro256
  ) -> (values: [Double], ofDraws: Double) {
    let own = (0..<subjects).map { _ in subjectSpread * generator.normal() }
    let shares = (0..<draws).map { _ in drawSpread * generator.normal() }
    let values = shares.flatMap { draw in own.map { $0 + draw + generator.normal() } }
    return (values, shares.reduce(0, +) / Double(draws))
  }

  @Test(
    "15 and 30 subjects crossed with draws: the interval over both covers 93 to 97 % from 6 draws on, 91 to 98 % with 3",
    arguments: [15, 30], [3, 6, 12])
  func crossedMany(_ subjects: Int, _ draws: Int) throws {
    let design = TestDesign(subjects: [[Int]](repeating: Array(0..<subjects), count: draws))
    for (subject, draw) in [(1.0, 1.0), (1, 0), (0, 1), (3, 1)] {
      let covered = try share("crossed many \(subject) \(draw)", studies: 2000) { generator in
        let values = Self.values(subjects, draws: draws, subject, draw, &generator).values
        return design.estimate(values).interval!.contains(0)
      }
      #expect(
        covered >= (draws < 6 ? 0.91 : 0.93) && covered <= (draws < 6 ? 0.98 : 0.97), "\(subject) \(draw): \(covered)")
    }
  }

  @Test(
    "15 and 30 subjects on draws as given: the interval covers what holds for these draws in 93.5 to 96.5 %, and its test rejects the rest",
    arguments: [15, 30], [1, 3, 6, 12])
  func givenDraws(_ subjects: Int, _ draws: Int) throws {
    let design = TestDesign(subjects: [[Int]](repeating: Array(0..<subjects), count: draws)).withSplitsAsGiven
    for (subject, draw) in [(1.0, 0.0), (1, 1), (0, 1)] {
      let covered = try share("given \(subject) \(draw)", studies: 4000) { generator in
        let (values, ofDraws) = Self.values(subjects, draws: draws, subject, draw, &generator)
        let estimate = design.estimate(values.map { $0 - ofDraws })
        // An interval without 0 and a difference at 5 % are one and the same.
        return estimate.interval!.contains(0) && estimate.pValue! > 0.05
      }
      #expect(covered >= 0.935 && covered <= 0.965, "\(subject) \(draw): \(covered)")
    }
  }

  /// Ten rows of hits: nine of one accuracy and one `gap` below; persons and draws differ for each
  /// row.
  private static func rows(
    _ subjects: Int, draws: Int, gap: Double, drawSpread: Double, _ generator: inout Xoshiro256
  ) -> [[Double]] {
    let easy = (0..<subjects).map { _ in 0.05 * generator.normal() }
    return (0..<10).map { row in
      let mine = easy.map { $0 + 0.03 * generator.normal() }
      return (0..<draws).flatMap { _ in
        let level = (row == 9 ? 0.82 - gap : 0.82) + drawSpread * generator.normal()
        return mine.flatMap { own in (0..<20).map { _ in generator.uniform() < level + own ? 1.0 : 0 } }
      }
    }
  }

  private static func design(_ subjects: Int, draws: Int) -> TestDesign {
    TestDesign(subjects: [[Int]](repeating: Self.subjects(subjects, clips: 20), count: draws))
  }

  @Test(
    "of ten rows one that is 30 points below is told from the best on every board, however few the draws",
    arguments: [1, 2, 3, 6, 12])
  func thirtyPoints(_ draws: Int) throws {
    let design = Self.design(15, draws: draws)
    let told = try share("thirty points", studies: 80) { generator in
      let rows = Self.rows(15, draws: draws, gap: 0.3, drawSpread: draws > 1 ? 0.05 : 0, &generator)
      let best = (0..<9).max { design.estimate(rows[$0]).mean < design.estimate(rows[$1]).mean }!
      let order = [best] + (0..<10).filter { $0 != best }
      let p = holmAdjusted(
        PairedComparison.pValues(
          ofAllPairs: order.map { rows[$0] }, design: design, hits: true, seed: Seed(base: 0)))
      return p[8] <= 0.05
    }
    #expect(told == 1)
  }

  @Test("of ten equal rows fewer than 7 % of boards tell any two apart, with draws too", arguments: [3, 12])
  func equalRows(_ draws: Int) throws {
    let design = Self.design(15, draws: draws)
    let separated = try share("equal rows", studies: 400) { generator in
      let rows = Self.rows(15, draws: draws, gap: 0, drawSpread: 0, &generator)
      let p = PairedComparison.pValues(ofAllPairs: rows, design: design, hits: true, seed: Seed(base: 0))
      return holmAdjusted(p).contains { $0 <= 0.05 }
    }
    #expect(separated <= 0.07, "\(separated)")
  }
}
