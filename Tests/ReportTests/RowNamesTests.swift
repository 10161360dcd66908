import Foundation
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

@Suite("Names and queries of rows")
struct RowNamesTests {
  private func board(_ change: (inout HandmadeResults) throws -> Void) throws -> Board {
    var results = HandmadeResults()
    defer { results.remove() }
    try change(&results)
    return try results.leaderboard().boards[0]
  }

  /// The rows of the board that a query and a classifier mean.
  private func meant(_ query: RowQuery, _ trial: TrialDescription, on board: Board) -> [TrialDescription] {
    board.rows.map(\.trial).filter { query.matches($0) && $0.classifier.name == trial.classifier.name }
  }

  @Test("a query means its row alone, with no parameter but those that differ")
  func queries() throws {
    let board = try board { results in
      for k in [1, 2] {
        for ridge in [0.1, 1] {
          try results.add(
            "ridge-cca", ["k": .integer(k), "ridge": .number(ridge), "same": .integer(3)], right: 10 * k)
        }
      }
      try results.add("perfect", ["k": .integer(1)], right: 20)
      try results.add("infonce", ["sizes": .array([.integer(1), .integer(2)])], right: 20)
      try results.add("infonce", ["sizes": .array([.integer(1), .integer(3)])], right: 20)
    }
    let names = RowNames(board)
    for (place, query) in names.queries.enumerated() {
      let query = try #require(query)
      let trial = board.rows[place].trial
      #expect(meant(query, trial, on: board) == [trial])
      #expect(!query.text.contains("same"))
    }
    #expect(names.queries.contains { $0?.text == "perfect" })
    #expect(names.queries.contains { $0?.text == "infonce:sizes=[1, 3]" })
    #expect(Set(names.names).count == board.rows.count)
  }

  @Test("a row that no query means alone has none: classifiers of one name, absent parameters, odd values")
  func without() throws {
    let board = try board { results in
      for c in [1, 2] {
        try results.add("perfect", right: 20) { $0.classifier.parameters = .object(["c": .integer(c)]) }
      }
      try results.add("cca", ["name": .string("a,b=c")], right: 20)
      try results.add("cca", ["name": .string("plain")], right: 20)
      try results.add("odd:name", right: 20)
    }
    let names = RowNames(board)
    let told = Dictionary(uniqueKeysWithValues: zip(names.names, names.queries.map { $0?.text }))
    #expect(
      told == [
        "perfect, x (c=1)": nil, "perfect, x (c=2)": nil, "cca a,b=c, x": nil, "cca plain, x": "cca:name=plain",
        "odd:name, x": nil,
      ])
  }

  @Test("the command to compare has the options that single out the row's board, each as a word of the shell")
  func command() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", right: 20)
    try results.add("none", right: 20)
    try results.add("perfect", right: 20) { $0.target = "it's" }
    let commands = CompareCommands(try ReportedResults(results.leaderboard(), results.store))
    let text = commands.text(try RowQuery("perfect"), of: results.planned[2].trial)
    #expect(text == "hartransfer compare \(results.store.folder.relativePath) --target 'it'\\''s' perfect")
  }
}
