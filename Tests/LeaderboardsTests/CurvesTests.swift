import Diagnostics
import Foundation
import Testing

@testable import Leaderboards
@testable import Records

@Suite("Curves")
struct CurvesTests {
  private func results() throws -> HandmadeResults {
    var results = HandmadeResults()
    for (k, right) in [(8, 3), (1, 1), (2, 2)] {
      try results.add("perfect", k: k, right: (0..<4).map { $0 < right })
    }
    try results.add("ridge-cca", k: 2, right: [true, true, true, true])
    try results.add("student-teacher", right: [true, true, false, false])
    return results
  }

  @Test(
    "a line for each value of the parameter, ascending; a method without a value there has none, one without the parameter is left out"
  )
  func collected() throws {
    let results = try results()
    defer { results.remove() }
    let curves = try Curves(results.leaderboard(), over: "k", score: "accuracy")
    #expect(curves.points == [1, 2, 8])
    #expect(curves.series.map(\.name) == ["perfect", "ridge-cca"])
    #expect(curves.series.map(\.values) == [[0.25, 0.5, 0.75], [nil, 1, nil]])
    #expect(try curves.rendered(as: .csv) == "k,perfect,ridge-cca\n1.0,0.25,\n2.0,0.5,1.0\n8.0,0.75,\n")
    #expect(try curves.rendered(as: .table).split(separator: "\n").count == 5)
  }

  @Test("the interval of a point is that of its row; where there is no value or no interval there is none")
  func intervals() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for (k, right) in [(1, 5), (2, 7)] {
      try results.add(
        "perfect", k: k, right: (0..<8).map { $0 < right }, subjects: [1, 2, 3, 4, 1, 2, 3, 4],
        distances: (0..<8).map { Double($0) }, scores: ["macroF1": 0.5, "balancedAccuracy": 0.5, "recallAt1": 0.5])
    }
    try results.add("ridge-cca", k: 2, right: [Bool](repeating: true, count: 8), subjects: [1, 2, 3, 4, 1, 2, 3, 4])
    let leaderboard = try results.leaderboard()
    let intervals: [(String, (LeaderboardRow) -> ClosedRange<Double>?)] = [
      ("accuracy", \.accuracyInterval), ("balancedAccuracy", \.balancedAccuracyInterval),
      ("macroF1", \.macroF1Interval), ("cmae", \.cmaeInterval),
    ]
    for (score, interval) in intervals {
      let series = try Curves(leaderboard, over: "k", score: score).series[0]
      let rows = [1, 2].map { k in
        leaderboard.rows.first {
          $0.trial.alignment.parameters.members["k"] == .integer(k) && $0[score] == series.values[k - 1]
        }
      }
      #expect(series.intervals.count == 2 && series.intervals.allSatisfy { $0 != nil }, "\(score)")
      #expect(series.intervals == rows.map { $0.flatMap(interval) }, "\(score)")
    }
    #expect(try Curves(leaderboard, over: "k", score: "recallAt1").series[0].intervals == [nil, nil])
    let accuracy = try Curves(leaderboard, over: "k", score: "accuracy")
    #expect(accuracy.series[1].intervals[0] == nil && accuracy.series[1].intervals[1] != nil)
    #expect(try !accuracy.rendered(as: .json).contains("intervals"))
  }

  @Test("a parameter or a score that no row has is refused, with the nearest there is")
  func refused() throws {
    let results = try results()
    defer { results.remove() }
    let leaderboard = try results.leaderboard()
    #expect(throws: InputError.self) { try Curves(leaderboard, over: "ridge", score: "accuracy") }
    #expect {
      try Curves(leaderboard, over: "k", score: "acuracy")
    } throws: { "\($0)".contains("accuracy") }
  }

  @Test("encoders that differ in a parameter make boards of their own, titled by that parameter")
  func boards() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for noise in [0.5, 1] {
      try results.add("perfect", right: [true, false]) { trial in
        let encoder = TrialDescription.Choice(
          name: "x", parameters: .object(["parameters": .object(["noise": .number(noise), "range": .integer(5)])]))
        trial.encoderSource = encoder
        trial.encoderTarget = encoder
      }
    }
    let leaderboard = try results.leaderboard()
    #expect(
      leaderboard.boards.map(\.title.encoders) == [
        "s: x (parameters.noise=0.5); t: x (parameters.noise=0.5)",
        "s: x (parameters.noise=1); t: x (parameters.noise=1)",
      ])
    let curves = try Curves(leaderboard, over: "noise", score: "accuracy")
    #expect(curves.points == [0.5, 1] && curves.series.map(\.values) == [[0.5, 0.5]])
  }
}

@Suite("Conditions and oracles on leaderboards")
struct ConditionBoardTests {
  private func oracle(_ trial: inout TrialDescription, by criterion: String, halving: Bool = false) {
    let open = ["by": .string(criterion), "ridge": JSONValue.array([.integer(1), .integer(2)])]
    trial.alignment.parameters = .object([
      "k": .integer(1), "select": .object(open.merging(halving ? ["halving": .bool(true)] : [:]) { $1 }),
    ])
  }

  @Test("a selection by halves is a row of its own, and its name says so")
  func halving() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("ridge-cca", right: [true, true, true]) { oracle(&$0, by: "pair-retrieval") }
    try results.add("ridge-cca", right: [true, true, false]) { oracle(&$0, by: "pair-retrieval", halving: true) }
    let leaderboard = try results.leaderboard()
    #expect(leaderboard.rows.map(\.selection) == ["pair-retrieval", "pair-retrieval"])
    let names = try leaderboard.rows.map { MethodNames(try #require(leaderboard.boards.first)).method($0) }
    #expect(!names[0].contains("halving") && names[1].contains("selected by pair-retrieval, halving"), "\(names)")
  }

  @Test("a condition makes a board of its own, titled by it, with the labels of the target in a column")
  func boards() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", right: [true, false])
    try results.add("perfect", right: [true, true]) { $0.condition = Condition("fewShot", 5) }
    try results.add("perfect", right: [false, false]) { $0.condition = Condition("pairs", 54) }
    let leaderboard = try results.leaderboard()
    #expect(
      leaderboard.boards.map(\.title.name) == [
        "d, p: s -> t", "d, p: s -> t, few-shot: 5 target labels a class", "d, p: s -> t, 54 pairs",
      ])
    #expect(leaderboard.rows.map(\.rank) == [1, 1, 1])
    let json = try leaderboard.rendered(as: .json)
    let rows = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["targetLabels"] as? Int } == [nil, 5, nil])
    #expect(rows[0]["condition"] is NSNull && rows[0]["selection"] is NSNull)
    #expect((rows[2]["condition"] as? [String: Any])?["pairs"] as? Int == 54)
  }

  @Test("what an oracle selected has no rank and takes none away, and every form says so")
  func oracles() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", right: [true, false, false])
    try results.add("ridge-cca", right: [true, true, true]) { oracle(&$0, by: "oracle") }
    try results.add("ridge-map", right: [true, true, false]) { oracle(&$0, by: "source-validation") }
    for ordering in Ordering.allCases where ordering == .accuracy {
      let leaderboard = try results.leaderboard(ordering)
      #expect(leaderboard.rows.map(\.trial.alignment.name) == ["ridge-cca", "ridge-map", "perfect"])
      #expect(leaderboard.rows.map(\.rank) == [nil, 1, 2] && leaderboard.rows[0].rankLow == nil)
      #expect(leaderboard.rows.map(\.selection) == ["oracle", "source-validation", nil])
      for format in [OutputFormat.table, .markdown, .csv, .json] {
        #expect(try leaderboard.rendered(as: format).contains("oracle"), "\(format)")
      }
    }
  }

  @Test("curves over an axis have bounds, the default as a point, and no row of another axis")
  func curves() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for (value, right) in [(0.0, 4), (0.25, 3), (0.5, 1)] {
      for name in ["perfect", "student-teacher"] {
        try results.add(name, right: (0..<4).map { $0 < right }) {
          if value > 0 { $0.condition = Condition("mismatchedPairs", value) }
        }
      }
    }
    try results.add("perfect", right: [false, false, false, false]) { $0.condition = Condition("labels", 1) }
    let leaderboard = try results.leaderboard()
    let curves = try Curves(leaderboard, over: "mismatchedPairs", score: "accuracy")
    #expect(curves.points == [0, 0.25, 0.5])
    #expect(curves.series.map(\.name) == ["perfect", "student-teacher"])
    #expect(curves.series.allSatisfy { $0.values == [1, 0.75, 0.25] })
    #expect(throws: InputError.self) { try Curves(leaderboard, over: "pairs", score: "accuracy") }
    #expect {
      try Curves(leaderboard, over: "mismatchedPair", score: "accuracy")
    } throws: { "\($0)".contains("mismatchedPairs") }
  }

  @Test("the bound of the target stands at all its labels on the curve over few, since it has them all by default")
  func ceiling() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    for name in ["perfect", "target-supervised"] {
      try results.add(name, right: [true, true], labelled: 10)
      try results.add(name, right: [true, false], labelled: 10) { $0.condition = Condition("fewShot", 1) }
    }
    let curves = try Curves(results.leaderboard(), over: "fewShot", score: "accuracy")
    #expect(curves.points == [0, 1, 5])
    #expect(curves.series.map(\.name) == ["perfect", "target-supervised"])
    #expect(curves.series.map(\.values) == [[1, 0.5, nil], [nil, 0.5, 1]])
  }

  @Test("a parameter's curve is that of the defaults, whatever stands under conditions")
  func parameters() throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("perfect", k: 2, right: [true, true])
    try results.add("perfect", k: 2, right: [false, false]) { $0.condition = Condition("pairs", 54) }
    let curves = try Curves(results.leaderboard(), over: "k", score: "accuracy")
    #expect(curves.series.map(\.name) == ["perfect"] && curves.series.map(\.values) == [[1]])
  }
}
