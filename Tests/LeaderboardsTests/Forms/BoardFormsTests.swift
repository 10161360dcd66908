import Foundation
import PlainText
import Testing

@testable import Leaderboards

@Suite("Forms of a board, letter by letter")
struct BoardFormsTests {
  /// A form, and the file in which its text stands.
  static let forms: [(file: String, format: OutputFormat, layout: Layout)] = [
    ("board-80.txt", .table, Layout(width: 80)), ("board-120.txt", .table, Layout()),
    ("board-200.txt", .table, Layout(width: 200)), ("board.md", .markdown, Layout()),
    ("board.tex", OutputFormat(LaTeXRenderer.self), Layout()),
  ]

  @Test("a board with hostile names reads as it is written down", arguments: forms.indices)
  func board(index: Int) throws {
    let (file, format, layout) = Self.forms[index]
    let results = try HostileBoard.results()
    defer { results.remove() }
    let text = try results.leaderboard().rendered(as: format, in: layout)
    let expected = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Expected/\(file)")
    let found = FileManager.default.temporaryDirectory.appendingPathComponent("found-\(file)")
    if try text != String(contentsOf: expected, encoding: .utf8) {
      try text.write(to: found, atomically: true, encoding: .utf8)
      Issue.record("\(found.path) is not \(expected.path)")
    }
    if format == .table {
      for line in text.split(separator: "\n") { #expect(line.displayWidth <= layout.width, "\(line)") }
    }
    #expect(!text.contains("<script>") || format != .markdown)
  }

  @Test("every column of the CSV may be asked for, and every column that is shown is one of names that --columns knows")
  func columns() throws {
    let results = try HostileBoard.results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    let names = LeaderboardRow.columns.map(\.name)
    let all = try leaderboard.rendered(as: .table, in: Layout(width: 120, columns: .named(names)))
    let heads = Set(all.split(separator: "\n").flatMap { $0.split(separator: " ") }.map(String.init))
    #expect(heads.contains("bestHedgesG") && heads.contains("fitSeconds"))
    let shown = try #require(leaderboard.pages[0].compactMap(\.table).first).columns.map(\.name)
    #expect(Set(shown).count == shown.count && Set(names).isSubset(of: shown))
    let text = try leaderboard.rendered(as: .table, in: Layout(columns: .named(["tieGroup", "trials", "condition"])))
    #expect(text.contains("group  trials  condition"))
  }

  @Test(
    "each ordering shows the score that it goes by, with its interval, even where room is short",
    arguments: Ordering.allCases)
  func orderings(ordering: Ordering) throws {
    let results = try HostileBoard.results()
    defer { results.remove() }
    let table = try #require(results.leaderboard(ordering).pages[0].compactMap(\.table).first)
    let score = try #require(table.columns.first { $0.name == ordering.score }, "\(ordering)")
    #expect(score.worth == .needed)
    let interval = try #require(table.columns.first { $0.name == ordering.score + "Interval" })
    #expect(interval.worth > .optional(60))
  }

  @Test("forms for programs refuse columns to choose, and name the forms that take them")
  func refused() throws {
    let results = try HostileBoard.results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    for format in [OutputFormat.csv, .json] {
      for choice in [Layout.Choice.all, .named(["rank"])] {
        let error = #expect(throws: (any Error).self) {
          try leaderboard.rendered(as: format, in: Layout(columns: choice))
        }
        #expect("\(error!)".contains("expected one of table, markdown, latex"))
      }
    }
  }

  @Test("the lines of a board's rows are those of its table in LaTeX")
  func lines() throws {
    let results = try HostileBoard.results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    let lines = LaTeXRenderer.lines(of: leaderboard.boards[0])
    let text = try leaderboard.rendered(as: OutputFormat(LaTeXRenderer.self))
    #expect(lines.rows.count == leaderboard.boards[0].rows.count)
    for line in [lines.heads] + lines.rows { #expect(text.contains("\n" + line + "\n")) }
  }
}
