import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Leaderboards
@testable import Records

/// Rows whose pairs are of another data set: boards of their own, and a test against own pairs.
@Suite("Boards by the origin of pairs")
struct OriginOfPairsTests {
  private static let hostile = "e<script>\"|',\\%_&"

  private func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    let labels = (0..<8).flatMap { [Int](repeating: $0, count: 10) }
    let origins: [(String?, Int)] = [(nil, 9), ("other", 6), (Self.hostile, 3)]
    for (name, right) in origins {
      for (alignment, gain) in [("ridge-cca", 0), ("none", -2)] {
        try results.add(
          alignment, right: (0..<80).map { ($0 % 10 + ($0 / 10 % 2)) % 10 < right + gain }, subjects: labels
        ) {
          $0.pairs = name.map { .init(name: $0) }
          $0.protocol = .init(name: "cross-subject")
        }
      }
    }
    return results
  }

  @Test("each origin has a board, whose title and note say it; own pairs are said as ever")
  func boards() throws {
    let results = try results()
    defer { results.remove() }
    let boards = try results.leaderboard().boards
    #expect(boards.count == 3)
    #expect(!boards[0].title.name.contains("pairs of"))
    #expect(boards[1].title.name.hasSuffix(", pairs of other"))
    #expect(boards[2].title.name.hasSuffix(", pairs of \(Self.hostile)"))
    let seen = boards.map(\.targetSeen)
    #expect(seen[0]?.contains("another data set") == false)
    #expect(seen[1]?.hasPrefix("pairs of another data set (other)") == true)
    for format in [OutputFormat.csv, .markdown, .table, .json] {
      let text = try results.leaderboard().rendered(as: format)
      #expect(text.contains("another data set"))
    }
  }

  @Test("own pairs are compared with those of another data set on the same samples, where the origins are named")
  func comparison() throws {
    let results = try results()
    defer { results.remove() }
    let board = try results.leaderboard()
    let comparison = try Comparison(board, RowQuery("ridge-cca:pairs=own"), RowQuery("ridge-cca:pairs=other"))
    #expect(comparison.verdicts.count == 1)
    let verdict = try #require(comparison.verdicts.first)
    #expect(abs(verdict.comparison.difference.mean - 0.3) < 1e-12 && verdict.isDifference && verdict.onBoard == nil)
    #expect(verdict.first.trial.pairs == nil && verdict.second.trial.pairs?.name == "other")
    let within = try Comparison(board, RowQuery("ridge-cca:pairs=other"), RowQuery("none:pairs=other"))
    #expect(within.verdicts.map(\.comparison.difference.mean).allSatisfy { abs($0 - 0.2) < 1e-12 })
    // Without an origin every board is looked at by itself.
    #expect(try Comparison(board, RowQuery("ridge-cca"), RowQuery("none")).verdicts.count == 3)
    let unknown = #expect(throws: InputError.self) {
      try Comparison(board, RowQuery("ridge-cca:pairs=othr"), RowQuery("none"))
    }
    let error = try #require(unknown)
    #expect(error.found == "pairs of 'othr'" && error.advice.contains("other"))
  }
}
