import Diagnostics
import Foundation
import Testing

@testable import Leaderboards
@testable import Records

@Suite("Statistics of a board")
struct BoardStatisticsTests {
  /// Eight subjects with 20 clips each; `wrong` of each subject's clips are not recognised.
  private static func clips(wrong: [Int]) -> [Bool] { wrong.flatMap { wrong in (0..<20).map { $0 >= wrong } } }
  private static let subjects = (1...8).flatMap { [Int](repeating: $0, count: 20) }

  private func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    try results.add("perfect", k: 1, right: Self.clips(wrong: [1, 2, 3, 2, 1, 2, 3, 2]), subjects: Self.subjects)
    try results.add("perfect", k: 2, right: Self.clips(wrong: [2, 1, 3, 3, 1, 2, 2, 3]), subjects: Self.subjects)
    try results.add("ridge-cca", right: Self.clips(wrong: [9, 8, 9, 10, 9, 8, 10, 9]), subjects: Self.subjects)
    try results.add("none", right: Self.clips(wrong: [19, 18, 19, 20, 19, 18, 19, 19]), subjects: Self.subjects)
    return results
  }

  @Test("rows that subjects cannot tell from the best share its group; others do not, and bounds have none")
  func groups() throws {
    var results = try results()
    defer { results.remove() }
    try results.add("source-on-source", right: Self.clips(wrong: [0, 0, 0, 0, 0, 0, 0, 0]), subjects: Self.subjects)
    let rows = try results.leaderboard().rows
    #expect(rows.map(\.tieGroup) == [nil, 1, 1, 2, 3])
    #expect(rows[1].againstBest == nil && rows[0].againstBest == nil)
    let second = try #require(rows[2].againstBest)
    #expect(second.comparison.difference.mean < 0 && second.holmPValue > 0.05)
    let last = try #require(rows[4].againstBest)
    #expect(last.comparison.signFlips?.pValue == 2.0 / 256 && last.holmPValue < 1e-6)
  }

  @Test("the interval is over subjects, and Wilson's and the bootstrap's stand beside it")
  func intervals() throws {
    let results = try results()
    defer { results.remove() }
    let row = try #require(try results.leaderboard().rows.first)
    #expect(row.accuracyUnit == .subjects && row.subjects == 8)
    let wilson = try #require(row.accuracyWilson)
    let bootstrap = try #require(row.accuracyBootstrap)
    let interval = try #require(row.accuracyInterval)
    for held in [wilson.low...wilson.high, bootstrap.low...bootstrap.high, interval] { #expect(held.contains(0.9)) }
    // Subjects differ by less than clips of independent chance would.
    #expect(interval.lowerBound > wilson.low)
  }

  @Test("splits of one subject each give the interval of one split of all subjects; Wilson's is for one split alone")
  func leaveOneSubjectOut() throws {
    var (one, several) = (HandmadeResults(), HandmadeResults())
    defer {
      one.remove()
      several.remove()
    }
    let wrong = [1, 4, 3, 2, 6, 2, 3, 5]
    try one.add("none", right: Self.clips(wrong: wrong), subjects: Self.subjects)
    for (index, wrong) in wrong.enumerated() {
      try several.add(
        "none", split: "subject-\(index)", right: Self.clips(wrong: [wrong]),
        subjects: [Int](repeating: index, count: 20))
    }
    let (a, b) = (try one.leaderboard().rows[0], try several.leaderboard().rows[0])
    let (x, y) = (try #require(a.accuracyInterval), try #require(b.accuracyInterval))
    #expect(abs(x.lowerBound - y.lowerBound) < 1e-12 && abs(x.upperBound - y.upperBound) < 1e-12)
    #expect(a.accuracyWilson != nil && b.accuracyWilson == nil)
  }

  @Test("rows that were scored on other samples rank, but are compared with nobody")
  func otherSamples() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", right: [true, true, true, false], subjects: [1, 1, 2, 2])
    try results.add("none", right: [true, false, false, false, true], subjects: [1, 1, 2, 2, 2])
    let rows = try results.leaderboard().rows
    #expect(rows.map(\.rank) == [1, 2] && rows.map(\.tieGroup) == [1, nil] && rows[1].rankLow == nil)
    #expect(rows[1].accuracyInterval != nil)
  }

  @Test("every statistic is a column of CSV and JSON")
  func columns() throws {
    let results = try results()
    defer { results.remove() }
    let text = try results.leaderboard().rendered(as: .json)
    let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    let keys = [
      "tieGroup", "accuracyUnit", "accuracyWilsonLow", "accuracyWilsonHigh", "accuracyBootstrapLow",
      "accuracyBootstrapHigh", "bestDifference", "bestDifferenceLow", "bestDifferenceHigh", "bestP", "bestHolmP",
      "bestPermutationP", "bestMcNemarP", "bestOddsRatio", "bestHedgesG", "subjects",
    ]
    for key in keys { #expect(rows[0][key] != nil && rows[1][key] != nil, "\(key)") }
    #expect(rows[0]["bestP"] is NSNull && (rows[1]["bestP"] as? Double).map { $0 > 0.05 } == true)
    #expect(try results.leaderboard().rendered(as: .table).contains("group"))
  }
}

@Suite("Scores computed again")
struct RecomputationTests {
  @Test(
    "stored scores that the predictions give pass; others are named with both values, and the predictions' are used")
  func differences() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", right: [true, true, false, true], distances: [1, 2, 3, 4], scores: ["recallAt1": 0.5])
    let sound = try Leaderboard(planned(results), recomputing: true)
    let recomputation = try #require(sound.recomputation)
    #expect(recomputation.differences.isEmpty && recomputation.count == 2)
    #expect(recomputation.takenAsStored == ["recallAt1"])

    try results.add("none", right: [true, false, false, false], accuracy: 0.75, distances: [1, 1, 1, 1])
    let store = try planned(results)
    #expect(try Leaderboard(store).rows[1]["accuracy"] == 0.75)
    let again = try Leaderboard(store, recomputing: true)
    #expect(again.rows.first { $0.trial.alignment.name == "none" }?["accuracy"] == 0.25)
    let found = try #require(again.recomputation?.differences)
    #expect(found.count == 1 && found[0].score == "accuracy" && found[0].record.hasPrefix("none"))
    #expect("\(found[0])".contains("0.75") && "\(found[0])".contains("0.25"))
  }

  private func planned(_ results: HandmadeResults) throws -> RecordStore {
    try results.store.writePlan(results.planned)
    return results.store
  }
}
