import Foundation
import Testing

@testable import Leaderboards

/// One test decides, in groups and in comparisons.
@Suite("Verdicts and groups")
struct VerdictTests {
  /// Fifteen persons with twenty clips in each of some draws; persons and draws differ by a clip or
  /// two.
  private func results(draws: Int) throws -> HandmadeResults {
    var results = HandmadeResults()
    let subjects = (0..<15).flatMap { [Int](repeating: $0, count: 20) }
    for (row, (name, of20)) in [
      ("perfect", 17), ("ridge-cca", 17), ("ridge-map", 16), ("infonce", 14), ("gcca", 13), ("none", 11),
    ].enumerated() {
      for draw in 0..<draws {
        let right = subjects.enumerated().map { index, person in
          let jitter = (person * 5 + draw * 3 + row * row + person * row) % 5 - 2
          return (index * 7 + person * 3 + draw) % 20 < of20 + jitter
        }
        try results.add(name, split: "draw-\(draw)", right: right, subjects: subjects)
      }
    }
    return results
  }

  @Test(
    "a row 30 points below is never in the group of the best, however few the draws, and every verdict is that of the group",
    arguments: [1, 2, 3, 5, 6, 12])
  func groups(draws: Int) throws {
    let results = try results(draws: draws)
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    let rows = leaderboard.rows
    let best = try #require(rows.first)
    #expect(rows.last?.trial.alignment.name == "none" && rows.last?.tieGroup != 1 && best.tieGroup == 1)
    for row in rows.dropFirst() {
      let comparison = try Comparison(
        leaderboard, RowQuery(row.trial.alignment.name), RowQuery(best.trial.alignment.name))
      let verdict = try #require(comparison.verdicts.first)
      let against = try #require(row.againstBest)
      // The same numbers by the same function.
      #expect(verdict.comparison == against.comparison && verdict.onBoard?.holmPValue == against.holmPValue)
      #expect(verdict.onBoard?.tellsApart == (row.tieGroup != 1) && verdict.onBoard?.pairs == 15)
      // An interval without 0 and a difference are the same thing.
      #expect(verdict.isDifference == (verdict.comparison.interval?.contains(0) == false))
      let sentence = comparison.sentence(verdict)
      #expect(sentence.contains("The board does not tell them apart") == (verdict.isDifference && row.tieGroup == 1))
    }
  }

  @Test("the sentence names what limits the exact test, and says that few draws count as given")
  func limits() throws {
    let results = try results(draws: 3)
    defer { results.remove() }
    let comparison = try Comparison(results.leaderboard(), RowQuery("perfect"), RowQuery("none"))
    let verdict = try #require(comparison.verdicts.first)
    let sentence = comparison.sentence(verdict)
    #expect(sentence.contains("paired t over 15 subjects, the 3 draws as given); a difference at 5 %."))
    #expect(sentence.contains("3 draws cannot give p below 0.25") && !sentence.contains("15 subjects cannot"))
    #expect(
      sentence.contains("The 3 draws are too few to speak for others; over other draws too the difference is in ["))
    // Over other draws too less is known.
    let (given, over) = (verdict.comparison.interval, verdict.comparison.overSplits?.interval)
    #expect(try #require(over).high - #require(over).low > #require(given).high - #require(given).low)
    let text = try comparison.rendered(as: .json)
    let json = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let board = try #require((json["boards"] as? [[String: Any]])?.first)
    #expect(board["drawsAsGiven"] as? Bool == true && board["isDifference"] as? Bool == true)
    #expect(board["leastPermutationP"] as? Double == 0.25 && board["p"] as? Double == verdict.pValue)
  }

  @Test("draws that can speak for others are units beside subjects")
  func manyDraws() throws {
    let results = try results(draws: 12)
    defer { results.remove() }
    let comparison = try Comparison(results.leaderboard(), RowQuery("perfect"), RowQuery("none"))
    let verdict = try #require(comparison.verdicts.first)
    #expect(verdict.comparison.overSplits == nil && verdict.comparison.unit == .subjectsAndSplits)
    #expect(comparison.sentence(verdict).contains("(paired t over 15 subjects and 12 draws)"))
  }
}
