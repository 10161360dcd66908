import Foundation
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

/// The sentence of a test as the page puts it together.
func sentence(of test: JSONValue, in pairs: JSONValue, rows: [JSONValue]) throws -> String {
  let parts = test.elements
  let place = try #require(parts[2].integer)
  let template = try #require(pairs["templates"].elements[place].text)
  var numbers = parts[3].elements.compactMap(\.text)[...]
  let text = template.map { $0 == "#" ? numbers.popFirst() ?? "" : String($0) }.joined()
  #expect(numbers.isEmpty)
  let words = [
    "{place}": pairs["place"].text, "{first}": rows[try #require(parts[0].integer)]["query"].text,
    "{second}": rows[try #require(parts[1].integer)]["query"].text,
  ]
  return text.replacing(/\{(?:place|first|second)\}/) { (words[String($0.output)] ?? nil) ?? "" }
}

@Suite("Pairs of rows on the page")
struct PairTests {
  @Test("the sentence of every pair is that of compare, letter by letter")
  func sentences() throws {
    let results = try HandmadeResults.typical()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    let data = try CarriedData(results.report().html)
    let (pairs, rows) = (data["pairs"]["0"], data["rows"].elements)
    #expect(pairs["tests"].elements.count == 6)
    for test in pairs["tests"].elements {
      let queries = try test.elements.prefix(2).map { id in
        let place = try #require(id.integer)
        return try RowQuery(#require(rows[place]["query"].text))
      }
      let comparison = try Comparison(leaderboard, queries[0], queries[1])
      #expect(try sentence(of: test, in: pairs, rows: rows) == comparison.sentence(comparison.verdicts[0]))
    }
  }

  @Test("templates give every sentence back, whatever numbers it holds")
  func templates() {
    let texts = [
      "p = 1.2e-05 (t over 4)", "p = 0.5 (t over 4)", "p = 2 (t over 4)", "", "7", "a-3.", "x 1.5e y", "1..2",
      "p = 3 (t over 4)", "\u{1F600} 12",
    ]
    let made = SentenceTemplates(texts)
    #expect(made.templates.first == "p = # (t over 4)")
    for (text, sentence) in zip(texts, made.sentences) {
      var numbers = sentence.numbers[...]
      let again = made.templates[sentence.template].map { $0 == "#" ? numbers.popFirst()! : String($0) }.joined()
      #expect(again == text && numbers.isEmpty)
    }
  }

  @Test(
    "where not all pairs fit, those with the best row come first and then those among the first rows",
    arguments: [0, 1, 3, 9, 12, 20, 45, 100])
  func room(tests: Int) {
    let ranked = Array(10..<20)
    let pairs = PageTests.pairs(ranked, bytes: tests * PageTests.bytes)
    #expect(pairs.count <= tests && Set(pairs.map { "\($0)" }).count == pairs.count)
    #expect(pairs.allSatisfy { $0.0 < $0.1 })
    if tests >= 9 { #expect(pairs.count { $0.0 == 10 } == 9) }
    if tests >= 45 { #expect(pairs.count == 45) }
  }
}
