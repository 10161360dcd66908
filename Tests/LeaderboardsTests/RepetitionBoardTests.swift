import Foundation
import PlainText
import Splits
import Testing

@testable import Leaderboards
@testable import Records

@Suite("Boards of several repetitions")
struct RepetitionBoardTests {
  private static let subjects = (1...8).flatMap { [Int](repeating: $0, count: 20) }
  private static func clips(wrong: [Int]) -> [Bool] { wrong.flatMap { wrong in (0..<20).map { $0 >= wrong } } }

  /// A row of three repetitions, whose accuracies are .9, .8 and .7, and one that draws nothing.
  private func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    for (place, wrong) in [2, 4, 6].enumerated() {
      try results.add(
        "infonce", right: Self.clips(wrong: (0..<8).map { wrong + ($0 % 2 == 0 ? 1 : -1) }), subjects: Self.subjects
      ) { $0.repetition = place == 0 ? nil : place + 1 }
    }
    try results.add("ridge-cca", right: Self.clips(wrong: [3, 5, 3, 5, 3, 5, 3, 5]), subjects: Self.subjects)
    return results
  }

  @Test("repetitions are one row: the mean of their scores, their deviation, and each test sample once")
  func oneRow() throws {
    let results = try results()
    defer { results.remove() }
    let rows = try results.leaderboard().rows
    let row = try #require(rows.first { $0.trial.alignment.name == "infonce" })
    #expect(rows.count == 2 && row.trials == 3 && row.repetitions == 3 && row.testSamples == 160)
    #expect(abs((row["accuracy"] ?? 0) - 0.8) < 1e-12 && abs((row.repetitionDeviation ?? 0) - 0.1) < 1e-12)
    let other = try #require(rows.first { $0.trial.alignment.name == "ridge-cca" })
    #expect(other.repetitions == 1 && other.repetitionDeviation == nil && other.accuracyWilson != nil)
    #expect(row.accuracyWilson == nil)
  }

  @Test("the interval of a row with repetitions counts what they vary by; that of another row is as without them")
  func intervals() throws {
    var (several, alone) = (try results(), HandmadeResults())
    defer {
      several.remove()
      alone.remove()
    }
    try alone.add("ridge-cca", right: Self.clips(wrong: [3, 5, 3, 5, 3, 5, 3, 5]), subjects: Self.subjects)
    try alone.add("infonce", right: Self.clips(wrong: [5, 3, 5, 3, 5, 3, 5, 3]), subjects: Self.subjects)
    func width(_ row: LeaderboardRow?) -> Double {
      row?.accuracyInterval.map { $0.upperBound - $0.lowerBound } ?? 0
    }
    let (rows, before) = (try several.leaderboard().rows, try alone.leaderboard().rows)
    func row(_ rows: [LeaderboardRow], _ name: String) -> LeaderboardRow? {
      rows.first { $0.trial.alignment.name == name }
    }
    #expect(width(row(rows, "infonce")) > 2 * width(row(before, "infonce")))
    #expect(row(rows, "ridge-cca")?.accuracyInterval == row(before, "ridge-cca")?.accuracyInterval)
    #expect(row(rows, "infonce")?.accuracyUnit == .subjects)
    let best = try #require(rows.first { $0.againstBest != nil }?.againstBest)
    #expect(best.comparison.mcnemar == nil && best.holmPValue > 0.05)
  }

  @Test("compare pairs rows by person and repetition, and says how many")
  func compared() throws {
    let results = try results()
    defer { results.remove() }
    let comparison = try Comparison(
      results.leaderboard(), RowQuery("infonce"), RowQuery("ridge-cca"))
    let verdict = try #require(comparison.verdicts.first)
    #expect(comparison.sentence(verdict).contains("paired t over 8 subjects and 3 repetitions"))
  }

  @Test("a missing repetition leaves the row incomplete")
  func missing() throws {
    var results = try results()
    defer { results.remove() }
    try results.add("infonce", right: nil, written: false) { $0.repetition = 4 }
    let row = try #require(try results.leaderboard().rows.first { $0.trial.alignment.name == "infonce" })
    #expect(!row.isComplete && row.missing == 1 && row.trials == 3 && row.rank == nil)
  }

  @Test("a person's accuracy is the mean over repetitions, and counts each sample once")
  func persons() throws {
    let results = try results()
    defer { results.remove() }
    let board = try results.leaderboard().boards[0]
    let place = try #require(board.rows.firstIndex { $0.trial.alignment.name == "infonce" })
    let first = try #require(board.persons(ofRow: place).first)
    #expect(first.samples == 20 && abs(first.accuracy - (1 - 5.0 / 20)) < 1e-12)
  }

  @Test("tables say what of the target is seen, and what repetitions are")
  func texts() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    let change = { (trial: inout TrialDescription) in trial.protocol = .init(name: "cross-subject") }
    try results.add("infonce", right: [true, false], subjects: [1, 2], changing: change)
    try results.add("infonce", right: [true, true], subjects: [1, 2]) {
      change(&$0)
      $0.repetition = 2
    }
    try results.add("target-supervised", right: [true, false], subjects: [1, 2], changing: change)
    let leaderboard = try results.leaderboard()
    let text = MarkdownRenderer.text(of: leaderboard, in: Layout())
    #expect(text.contains("Target seen: unlabelled pairs; target-supervised: labels of all labelled rows"))
    #expect(text.contains("Means of 2 repetitions with other seeds"))
    #expect(text.contains("Rows that draw nothing were computed once."))
    let names = LeaderboardRow.columns.map(\.name)
    #expect(names.dropLast(4).suffix(3) == ["repetitions", "accuracyRepetitionDeviation", "targetSeen"])
  }
}
