import Diagnostics
import Foundation
import PlainText
import Testing

@testable import Leaderboards
@testable import Records
@testable import Statistics

@Suite("What a plan could see")
struct PlannedDecisionsTests {
  private typealias Test = (trial: TrialDescription, subjects: [Int])

  /// Trials of some rows in both directions.
  private static func tests(
    rows: [String], splits: [[Int]], repetitions: Int = 1, changing change: (inout TrialDescription) -> Void = { _ in }
  ) -> [Test] {
    ["t", "u"].flatMap { target in
      splits.enumerated().flatMap { place, subjects in
        (1...repetitions).flatMap { repetition in
          rows.map { row -> Test in
            var trial = HandmadeResults.description(row, split: "split-\(place)")
            trial.target = target
            trial.repetition = repetition > 1 ? repetition : nil
            change(&trial)
            return (trial, subjects)
          }
        }
      }
    }
  }

  private static let persons = (0..<12).flatMap { [Int](repeating: $0, count: 9) }

  @Test(
    "boards that are alike make one line; bounds are no rows, and the differences are those of the power of a t test")
  func study() throws {
    let tests = Self.tests(
      rows: ["chance", "target-supervised", "none", "perfect", "ridge-cca"], splits: [Self.persons])
    let planned = try PlannedDecisions(tests, spread: 0.06)
    let study = try #require(planned.studies.first)
    #expect(planned.studies.count == 1 && study.boards == 2 && study.persons == 12 && study.rows == 3)
    #expect(study.pairs == 3 && study.draws == 1 && !study.drawsAsGiven && study.repetitions == 1)
    let error = 0.06 / 12.0.squareRoot()
    #expect(abs(try #require(study.detectable) - TTestPower(degreesOfFreedom: 11).shift() * error) < 1e-12)
    let corrected = TTestPower(degreesOfFreedom: 11, alpha: 0.05 / 3).shift() * error
    #expect(abs(try #require(study.detectableOverAllPairs) - corrected) < 1e-12)
    let needed = PlannedDecisions.differences.map { study.persons(toSee: $0) ?? 0 }
    #expect(needed == needed.sorted(by: >) && needed[2] > 1)
  }

  @Test("folds are one draw of all persons; repetitions and draws vary beside persons, few draws count as given")
  func designs() throws {
    let folds = try PlannedDecisions(Self.tests(rows: ["none", "cca"], splits: (0..<8).map { [$0, $0] }))
    #expect(folds.studies.first?.persons == 8 && folds.studies.first?.draws == 1 && folds.isDefaultSpread)
    let once = try #require(PlannedDecisions(Self.tests(rows: ["none", "cca"], splits: [Self.persons])).studies.first)
    let five = try #require(
      PlannedDecisions(Self.tests(rows: ["none", "cca"], splits: [Self.persons], repetitions: 5)).studies.first)
    #expect(five.repetitions == 5)
    #expect(try #require(five.detectable) > #require(once.detectable))
    let few = try #require(
      PlannedDecisions(Self.tests(rows: ["none", "cca"], splits: [[Int]](repeating: Self.persons, count: 3))).studies
        .first)
    #expect(few.draws == 3 && few.drawsAsGiven && few.detectable == once.detectable)
    let many = try #require(
      PlannedDecisions(Self.tests(rows: ["none", "cca"], splits: [[Int]](repeating: Self.persons, count: 12))).studies
        .first)
    #expect(!many.drawsAsGiven)
    #expect(try #require(many.detectable) > #require(once.detectable))
  }

  @Test("boards of one person in one split are counted as left out; a spread that is none is refused")
  func leftOut() throws {
    let planned = try PlannedDecisions(Self.tests(rows: ["none", "cca"], splits: [[1, 1, 1]]))
    #expect(planned.studies.isEmpty && planned.boardsOfSamples == 2)
    #expect(try planned.rendered(as: .table).contains("Left out: 2 boards of one person in one split"))
    for spread in [0, -0.01, 1, Double.nan] {
      let error = #expect(throws: InputError.self) {
        try PlannedDecisions(Self.tests(rows: ["none"], splits: [Self.persons]), spread: spread)
      }
      #expect(error?.place == "--spread")
    }
  }

  @Test("every form shows it at 80 columns, says where the spread is from, and shows hostile names as text")
  func forms() throws {
    let hostile = Self.tests(rows: ["none", "cca"], splits: [Self.persons]) {
      $0.protocol = .init(name: "p|<script>\n\"q\"", parameters: .object(["a&b": .string("100% _")]))
    }
    let planned = try PlannedDecisions(hostile)
    let table = try planned.rendered(as: .table, in: Layout(width: 80))
    #expect(table.split(separator: "\n").allSatisfy { $0.displayWidth <= 80 })
    #expect(table.contains("5.0 points"))
    #expect(table.replacing("\n", with: " ").contains("Assumed, since no --spread was given"))
    #expect(try PlannedDecisions(hostile, spread: 0.05).rendered(as: .table).contains("As given."))
    #expect(try !planned.rendered(as: .markdown).contains("<script>"))
    for format in OutputFormat.allCases { #expect(try !planned.rendered(as: format).isEmpty) }
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(planned.rendered(as: .json).utf8)) as? [String: Any])
    let study = try #require((json["studies"] as? [[String: Any]])?.first)
    #expect(study["persons"] as? Int == 12 && study["pairs"] as? Int == 1 && study["detectable"] is Double)
    #expect((study["personsNeeded"] as? [[String: Any]])?.count == 3)
  }
}
