import Foundation
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

@Suite("Report")
struct ReportTests {
  @Test("the page has every row of every board, and its predictions give its accuracy back")
  func rows() throws {
    let results = try HandmadeResults.typical()
    defer { results.remove() }
    let data = try CarriedData(results.report().html)
    let rows = data["rows"].elements
    #expect(rows.count == 6 && rows.map { $0["id"].integer } == Array(0..<6))
    let board = data["boards"].elements[0]
    let order = board["orders"]["accuracy"].elements.compactMap(\.integer)
    #expect(
      order.map { rows[$0]["name"].text } == [
        "target-supervised", "perfect k=3", "perfect k=2", "perfect k=1", "chance", "none",
      ])
    let samples = try data["samples"].elements[#require(board["samples"].elements[0].integer)]
    let truth = Array(try #require(samples["truth"].text))
    for (name, right) in [("perfect k=2", 34), ("none", 12)] {
      let id = try #require(rows.first { $0["name"].text == name }?["id"].integer)
      let predicted = Array(try #require(data["predictions"]["\(id)"].elements[0].text))
      #expect(predicted.count == 40 && zip(truth, predicted).count { $0 == $1 } == right)
    }
    #expect(data["alphabet"].text == "012")
    #expect(data["leftOut"].elements.isEmpty)
  }

  @Test("the board ordered by distance has its own ranks beside those by accuracy")
  func orderings() throws {
    let results = try HandmadeResults.typical()
    defer { results.remove() }
    let data = try CarriedData(results.report().html)
    let rows = data["rows"].elements
    let order = data["boards"].elements[0]["orders"]["cmae"].elements.compactMap(\.integer)
    #expect(order.prefix(4).map { rows[$0]["name"].text } == ["perfect k=1", "perfect k=2", "perfect k=3", "none"])
    #expect(rows[order[0]]["places"]["cmae"].elements[0].integer == 1)
    #expect(rows[order[0]]["places"]["accuracy"].elements[0].integer == 3)
    let leaderboard = try results.leaderboard(.cmae)
    #expect(try results.leaderboard().ordered(by: .cmae).rows == leaderboard.rows)
  }

  @Test("the sentence of a board names the first row, what ties with it, the ceiling, none and the floor")
  func sentence() throws {
    let results = try HandmadeResults.typical()
    defer { results.remove() }
    let html = try results.report().html
    let sentence = try #require(CarriedData(html)["boards"].elements[0]["sentence"].text)
    #expect(sentence.hasPrefix("perfect k=3 has the highest accuracy 0.875 ["))
    #expect(sentence.contains("]. 1 more row cannot be told apart from it: perfect. "))
    #expect(sentence.contains("The target's own labels give 0.950 [") && sentence.hasSuffix(", chance 0.333."))
    #expect(html.contains(sentence.replacing("'", with: "&#39;")))
  }

  @Test("a first row whose interval holds the floor is said to be no better than it may be by guessing")
  func guessing() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("chance", right: nil, accuracy: 1.0 / 3)
    try results.add("none", right: 14)
    let sentence = try CarriedData(results.report().html)["boards"].elements[0]["sentence"].text ?? ""
    #expect(sentence.contains("holds the floor"))
  }

  @Test("the same results give the same page")
  func reproducible() throws {
    let results = try HandmadeResults.typical()
    defer { results.remove() }
    #expect(try results.report().html == results.report().html)
  }

  @Test("a row scored on other samples has its accuracy by person, no predictions, and is counted")
  func scoredElsewhere() throws {
    var results = try HandmadeResults.typical()
    defer { results.remove() }
    try results.add("cca", right: 10, of: 20)
    let report = try results.report()
    let data = try CarriedData(report.html)
    let id = try #require(data["rows"].elements.first { $0["name"].text == "cca" }?["id"].integer)
    #expect(data["predictions"]["\(id)"] == .null && data["persons"]["\(id)"].elements.count == 4)
    #expect(
      report.leftOut == [
        "1 row was scored on other test samples than the first row of the board: the page has no predictions of it."
      ])
  }

  @Test("several results stand on one page, rows of the same description apart")
  func several() throws {
    let (first, second) = (try HandmadeResults.typical(), try HandmadeResults.typical())
    defer { for results in [first, second] { results.remove() } }
    let report = try Report(results: [(first.leaderboard(), first.store), (second.leaderboard(), second.store)])
    let data = try CarriedData(report.html)
    #expect(data["rows"].elements.count == 12 && data["boards"].elements.map { $0["result"].integer } == [0, 1])
    #expect(data["predictions"].members.count == 10 && data["samples"].elements.count == 1)
  }
}
