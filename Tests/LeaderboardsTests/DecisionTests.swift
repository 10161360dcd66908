import Diagnostics
import Foundation
import PlainText
import Testing

@testable import Leaderboards
@testable import Records
@testable import Statistics

@Suite("Decisions on one board")
struct DecisionTests {
  /// Persons with forty clips each; a row misses `wrong` clips of each person, from `start` on.
  private func results(persons: Int, _ rows: [(name: String, wrong: (Int) -> Int)]) throws -> HandmadeResults {
    var results = HandmadeResults()
    let subjects = (0..<persons).flatMap { [Int](repeating: $0 + 1, count: 40) }
    for target in ["t", "u"] {
      for row in rows {
        let right = subjects.indices.map { place in place % 40 >= row.wrong(place / 40) }
        try results.add(row.name, right: right, subjects: subjects) { $0.target = target }
      }
    }
    return results
  }

  private func verdict(_ wrong: @escaping (Int) -> Int, persons: Int = 20, margin: Double? = 0.02) throws -> (
    answer: Equivalence?, sentence: String, verdict: Comparison.Verdict
  ) {
    let results = try results(persons: persons, [("perfect", { _ in 10 }), ("none", wrong)])
    defer { results.remove() }
    let comparison = try Comparison(results.leaderboard(), RowQuery("perfect"), RowQuery("none"), margin: margin)
    #expect(comparison.verdicts.count == 2)
    return (comparison.verdicts[0].answer, comparison.sentence(comparison.verdicts[0]), comparison.verdicts[0])
  }

  @Test("a margin gives four answers, and the sentence says which")
  func answers() throws {
    // Ten points worse with everybody, more or less.
    let better = try verdict { 14 + $0 % 2 }
    #expect(
      better.answer == .better && better.sentence.contains("a difference at 5 %, not shown to be below 2.0 points"))
    // As good on average.
    let equivalent = try verdict { 10 + [-1, 1, 0, 0][$0 % 4] }
    #expect(equivalent.answer == .equivalent)
    #expect(equivalent.sentence.contains("not distinguishable at 5 %; equivalent within 2.0 points (p = "))
    // One clip of forty with nearly half of the persons.
    let within = try verdict { 10 + $0 % 2 }
    #expect(within.answer == .differentWithinMargin)
    #expect(within.sentence.contains("a difference at 5 %, but below 2.0 points (p = "))
    // Ten points up and down.
    let undecided = try verdict { 10 + [-4, 5][$0 % 2] }
    #expect(undecided.answer == .undecided)
    #expect(undecided.sentence.contains("not told apart at 5 %; not shown equivalent within 2.0 points either (p = "))
    #expect(
      undecided.sentence.contains("by itself from ") && undecided.sentence.contains("after Holm by two one-sided"))
    for found in [better, equivalent, within, undecided] {
      #expect(found.verdict.isDifference == (found.answer == .better || found.answer == .differentWithinMargin))
      #expect(found.verdict.isEquivalent == (found.answer == .equivalent || found.answer == .differentWithinMargin))
    }
  }

  @Test("equivalence is corrected over the boards as the difference is, and Holm may take it back")
  func corrected() throws {
    let found = try verdict { 10 + [-1, 1, 0, 0][$0 % 4] }.verdict
    let equivalence = try #require(found.equivalence)
    // Both boards have the same p.
    #expect(found.equivalenceHolmPValue == min(1, 2 * equivalence.pValue) && equivalence.margin == 0.02)
    // A margin at which one board by itself says yes, and two together do not.
    let least = try #require(found.comparison.difference.leastEquivalenceMargin)
    let taken = try verdict({ 10 + [-1, 1, 0, 0][$0 % 4] }, margin: least * 1.05).verdict
    #expect(try #require(taken.equivalence).pValue <= 0.05 && taken.isEquivalent == false)
  }

  @Test("without a margin nothing is said of equivalence, and a margin that is none is refused")
  func margins() throws {
    let found = try verdict({ 10 + $0 % 2 }, margin: nil)
    #expect(found.answer == nil && found.verdict.equivalence == nil && !found.sentence.contains("equivalent"))
    for margin in [0, -0.02, 1, Double.nan, .infinity] {
      let error = #expect(throws: InputError.self) { try verdict({ _ in 10 }, margin: margin) }
      #expect(error?.place == "--margin")
    }
  }

  @Test("verdicts and boards say the smallest difference that they could have seen; JSON holds all, last")
  func detectable() throws {
    let results = try results(
      persons: 20, [("perfect", { 8 + $0 % 3 }), ("none", { 10 + [-1, 1, 0, 0][$0 % 4] }), ("cca", { 9 + $0 % 2 })])
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    let comparison = try Comparison(leaderboard, RowQuery("perfect"), RowQuery("none"), margin: 0.02)
    let verdict = comparison.verdicts[0]
    let difference = verdict.comparison.difference
    let detectable = try #require(verdict.detectableDifference)
    #expect(detectable == TTestPower(degreesOfFreedom: 19).shift() * difference.standardError)
    #expect(comparison.sentence(verdict).hasSuffix("points in 80 % of studies."))
    let text = try leaderboard.rendered(as: .table)
    #expect(text.contains("points would not be seen with these 20 persons"))
    #expect(text.contains("after Holm over all 3 pairs"))
    #expect(try !results.leaderboard(.cmae).rendered(as: .table).contains("would not be seen"))
    let row = try #require(leaderboard.boards[0].rows.first { $0.trial.alignment.name == "none" })
    #expect(row.againstBest?.comparison.difference.detectableDifference() != nil)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(comparison.rendered(as: .json).utf8)) as? [String: Any])
    let board = try #require((json["boards"] as? [[String: Any]])?.first)
    #expect(board["detectableDifference"] as? Double == detectable && board["margin"] as? Double == 0.02)
    #expect(board["answer"] as? String == verdict.answer?.rawValue && board["isEquivalent"] is Bool)
    let heads = try comparison.rendered(as: .csv).split(separator: "\n")[0].split(separator: ",")
    #expect(heads.suffix(2) == ["detectableDifference", "firstBestProbability"])
  }

  @Test("the worst fifth is the nearest number of persons, one at least, and equal persons go by their number")
  func worstFifth() {
    func worst(_ accuracies: [Double]) -> [Int] {
      accuracies.enumerated().map { PersonAccuracy(subject: $0 + 1, accuracy: $1, samples: 9) }.worstFifth.map(
        \.subject)
    }
    #expect(worst([0.5]) == [1] && worst([0.9, 0.2, 0.4]) == [2])
    #expect(worst([0.5, 0.5, 0.4, 0.5]) == [3] && worst([0.5, 0.5, 0.5]) == [1])
    #expect([7, 8, 12, 13, 15, 30].map { worst([Double](repeating: 0.5, count: $0)).count } == [1, 2, 2, 3, 3, 6])
  }

  @Test("columns of decisions stand last: the worst fifth, guessing, the probability of being best")
  func columns() throws {
    var results = try results(persons: 10, [("perfect", { $0 < 2 ? 30 : 5 }), ("none", { 21 - $0 % 2 })])
    defer { results.remove() }
    for target in ["t", "u"] { try results.add("chance", right: nil, accuracy: 0.5) { $0.target = target } }
    let leaderboard = try results.leaderboard()
    let rows = leaderboard.boards[0].rows
    let (best, none) = (rows[0], try #require(rows.first { $0.trial.alignment.name == "none" }))
    #expect(best.worstFifthAccuracy == 0.25)
    // SciPy's binom.ppf(0.95, 400, 0.5) is 216.
    #expect(best.guessingAccuracy == 216.0 / 400 && best.isAboveGuessing == true && none.isAboveGuessing == false)
    let shares = rows.compactMap(\.bestProbability)
    #expect(shares.count == 2 && abs(shares.reduce(0, +) - 1) < 1e-12 && shares[0] > shares[1])
    #expect(rows.first { $0.bound == .chance }?.bestProbability == nil)
    #expect(
      LeaderboardRow.columns.map(\.name).suffix(4) == [
        "worstFifthAccuracy", "guessingAccuracy", "bestProbability", "bestDetectableDifference",
      ])
    let text = try leaderboard.rendered(as: .table)
    #expect(text.contains("(0.540): none."))
    let asked = try leaderboard.rendered(as: .table, in: Layout(columns: .named(["method", "worstFifthAccuracy"])))
    #expect(asked.contains("0.25"))
    // Another order has another best row.
    #expect(try leaderboard.ordered(by: .cmae).rows.allSatisfy { $0.bestProbability == nil })
  }
}
