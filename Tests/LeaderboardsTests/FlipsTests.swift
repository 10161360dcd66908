import Foundation
import PlainText
import Testing

@testable import Leaderboards
@testable import Records

@Suite("What changes between two methods")
struct FlipsTests {
  private static let subjects = [1, 1, 1, 2, 2, 2]
  private static let truth = [0, 1, 0, 0, 1, 0]

  private func results(repetitions: Int = 1) throws -> HandmadeResults {
    var results = HandmadeResults()
    for split in ["1", "2"] {
      try results.add(
        "none", split: split, right: [true, true, false, false, true, false], subjects: Self.subjects, truth: Self.truth
      )
    }
    for repetition in 1...repetitions {
      for split in ["1", "2"] {
        let right = [true, false, true, false, true, split == "2" && repetition == 1]
        try results.add("perfect", split: split, right: right, subjects: Self.subjects, truth: Self.truth) {
          $0.repetition = repetition > 1 ? repetition : nil
        }
      }
    }
    return results
  }

  private func flips(_ results: HandmadeResults) throws -> (Comparison, Flips) {
    let leaderboard = try results.leaderboard()
    let comparison = try Comparison(leaderboard, RowQuery("perfect"), RowQuery("none"))
    return (comparison, try Flips(comparison, leaderboard, results.store))
  }

  @Test("every test is counted once in all, in its class and with its person; what changes is listed with its ids")
  func counts() throws {
    let results = try results()
    defer { results.remove() }
    let found = try #require(flips(results).1.boards.first)
    #expect(found.total.tests == 12 && found.total.both == 4 && found.total.none == 3)
    #expect(found.total.firstOnly == 3 && found.total.secondOnly == 2)
    #expect(found.classes.map(\.name) == ["a", "b"] && found.persons.map(\.subject) == [1, 2])
    for groups in [found.classes.map(\.counts), found.persons.map(\.counts)] {
      #expect(groups.reduce(0) { $0 + $1.tests } == 12 && groups.reduce(0) { $0 + $1.firstOnly } == 3)
      #expect(groups.reduce(0) { $0 + $1.secondOnly } == 2 && groups.reduce(0) { $0 + $1.none } == 3)
    }
    #expect(found.samples.map(\.id) == ["1", "2", "1", "2", "5"])
    #expect(found.samples.map(\.split) == ["1", "1", "2", "2", "2"])
    #expect(found.samples[0].first == "a" && found.samples[0].second == "b" && found.samples[0].className == "b")
    // The difference of the two rows is that of the tests that change.
    let difference = try flips(results).0.verdicts[0].comparison.difference.mean
    #expect(abs(difference - Double(found.total.firstOnly - found.total.secondOnly) / 12) < 1e-12)
  }

  @Test("a row that draws nothing stands beside every repetition of the other")
  func repetitions() throws {
    let results = try results(repetitions: 3)
    defer { results.remove() }
    let found = try #require(flips(results).1.boards.first)
    #expect(found.total.tests == 36 && found.total.firstOnly == 1 + 6 && found.total.secondOnly == 6)
    #expect(Set(found.samples.map(\.repetition)) == [1, 2, 3])
  }

  @Test("the other way round the same samples change, and every form shows them; ids only where they are asked for")
  func forms() throws {
    let results = try results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    let (comparison, flips) = try flips(results)
    let back = try Flips(
      Comparison(leaderboard, RowQuery("none"), RowQuery("perfect")), leaderboard, results.store)
    #expect(back.boards[0].total.firstOnly == flips.boards[0].total.secondOnly)
    #expect(back.boards[0].samples.map(\.id) == flips.boards[0].samples.map(\.id))
    for format in OutputFormat.allCases {
      let text = try ComparisonWithFlips(comparison, flips, listsSamples: false).rendered(as: format)
      #expect(text.contains("first") && !text.contains("\"id\""), "\(format)")
    }
    let text = try ComparisonWithFlips(comparison, flips, listsSamples: false).rendered(
      as: .table, in: Layout(width: 80))
    #expect(text.contains("class a") && text.contains("person 2"))
    #expect(text.split(separator: "\n").allSatisfy { $0.displayWidth <= 80 })
    let listed = try ComparisonWithFlips(comparison, flips, listsSamples: true).rendered(as: .json)
    let json = try #require(JSONSerialization.jsonObject(with: Data(listed.utf8)) as? [String: Any])
    let board = try #require((json["flips"] as? [[String: Any]])?.first)
    #expect((board["samples"] as? [[String: Any]])?.count == 5 && board["all"] is [String: Any])
  }

  @Test("classes with hostile names appear as text")
  func hostile() throws {
    let name = "a|b <script>x</script> \"q\" \\e{} 100% $m_n & #1\n,日本"
    let results = try results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    for planned in results.planned {
      guard var record = try results.store.record(planned.key) else { continue }
      record.classNames = [name, "b"]
      try results.store.write(record)
    }
    let comparison = try Comparison(leaderboard, RowQuery("perfect"), RowQuery("none"))
    let both = try ComparisonWithFlips(comparison, Flips(comparison, leaderboard, results.store), listsSamples: true)
    let markdown = try both.rendered(as: .markdown)
    #expect(!markdown.contains("<script>") && markdown.contains("a\\|b"))
    #expect(try both.rendered(as: OutputFormat(LaTeXRenderer.self)).contains("100\\%"))
    let csv = try both.rendered(as: .csv)
    #expect(csv.contains("\"\"q\"\"") && csv.contains("class,\"a|b"))
    let table = try both.rendered(as: .table, in: Layout(width: 80))
    #expect(table.split(separator: "\n").allSatisfy { $0.displayWidth <= 80 } && table.contains("日本"))
    let json = try JSONSerialization.jsonObject(with: Data(both.rendered(as: .json).utf8)) as? [String: Any]
    let classes = ((json?["flips"] as? [[String: Any]])?.first?["classes"] as? [[String: Any]]) ?? []
    #expect(classes.first?["class"] as? String == name)
  }
}
