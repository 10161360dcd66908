import Diagnostics
import Foundation
import PlainText
import TestSupport
import Testing

@testable import Leaderboards
@testable import Records
@testable import Statistics

@Suite("Two methods over data sets")
struct DifferenceAcrossTests {
  /// Persons and how many of ten samples each method has right, the first more by `gain` in all but
  /// every third person.
  private static func right(_ persons: Int, _ hits: Int) -> [Bool] {
    (0..<persons * 10).map { ($0 % 10 + $0 / 10 % 3) % 10 < hits }
  }

  private static func add(
    _ results: inout HandmadeResults, _ dataset: String, persons: Int = 6, gain: Int, k: Int = 64,
    targets: [String] = ["t"], changing change: (inout TrialDescription) -> Void = { _ in }
  ) throws {
    let subjects = (0..<persons).flatMap { [Int](repeating: $0, count: 10) }
    for target in targets {
      // One person differs from the others, so that the difference varies.
      var better = right(persons, 6 + gain)
      better[9] = true
      for (name, k, right) in [("ridge-cca", k, better), ("perfect", k, right(persons, 6))] {
        try results.add(name, k: k, right: right, subjects: subjects) {
          ($0.dataset, $0.target) = (dataset, target)
          change(&$0)
        }
      }
    }
  }

  private func results(_ sets: [(String, Int)]) throws -> HandmadeResults {
    var results = HandmadeResults()
    for (name, gain) in sets { try Self.add(&results, name, gain: gain) }
    return results
  }

  private func difference(
    _ results: HandmadeResults, _ first: String = "ridge-cca", _ second: String = "perfect",
    names: [String: DifferenceAcrossDataSets.Names] = [:], filter: RowFilter = RowFilter()
  ) throws -> DifferenceAcrossDataSets {
    try DifferenceAcrossDataSets(
      [results.leaderboard()], RowQuery(first), RowQuery(second), names: names, filter: filter)
  }

  @Test("a line a data set, the mean by random effects over them, and where a new one would lie")
  func lines() throws {
    let results = try results([("one", 1), ("two", 2), ("three", 3)])
    defer { results.remove() }
    let found = try difference(results)
    #expect(found.dataSets.map(\.name) == ["one", "two", "three"] && found.dataSets.allSatisfy { $0.persons == 6 })
    #expect(found.model == RandomEffects(found.dataSets.map(\.estimate)))
    #expect(
      abs(found.dataSets[1].estimate.mean - (found.dataSets[1].firstAccuracy - found.dataSets[1].secondAccuracy))
        < 1e-12)
    #expect(found.dataSets.compactMap(\.weight) == found.model.weights)
    let text = try found.rendered(as: .table)
    #expect(text.contains("a new data set") && text.contains("Three data sets leave it 1 degree of freedom"))
    #expect(text.contains("Every data set counted alike: 0.2"))
    let csv = try found.rendered(as: .csv).split(separator: "\n")
    #expect(csv.count == 6 && csv[4].hasPrefix("mean,,3,18,") && csv[5].hasPrefix("new data set,"))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(found.rendered(as: .json).utf8)) as? [String: Any])
    #expect(
      (json["dataSets"] as? [[String: Any]])?.count == 3 && json["tau"] is Double && json["prediction"] is [String: Any]
    )
    for format in OutputFormat.allCases { #expect(try !found.rendered(as: format).isEmpty) }
    // The other way round everything has the other sign.
    let turned = try difference(results, "perfect", "ridge-cca")
    #expect(abs(turned.model.mean.mean + found.model.mean.mean) < 1e-12 && turned.isDifference == found.isDifference)
  }

  @Test("directions of one data set share its persons: a second one alike does not narrow the interval")
  func directions() throws {
    var (one, two) = (HandmadeResults(), HandmadeResults())
    defer { [one, two].forEach { $0.remove() } }
    for name in ["a", "b"] {
      try Self.add(&one, name, gain: 1)
      try Self.add(&two, name, gain: 1, targets: ["t", "u"])
    }
    let (single, double) = try (difference(one), difference(two))
    #expect(double.dataSets[0].boards.count == 2 && double.dataSets[0].persons == 6)
    #expect(abs(single.dataSets[0].estimate.standardError - double.dataSets[0].estimate.standardError) < 1e-12)
    let filtered = try difference(two, filter: RowFilter(target: "u"))
    #expect(filtered.dataSets[0].boards.count == 1)
  }

  @Test("two data sets cannot carry an interval, and the sentence says so; one is refused")
  func few() throws {
    let results = try results([("one", 1), ("two", 2)])
    defer { results.remove() }
    let found = try difference(results)
    #expect(found.model.prediction == nil && found.sentences[1].contains("Two data sets cannot carry an interval"))
    let alone = try self.results([("one", 1)])
    defer { alone.remove() }
    let error = #expect(throws: InputError.self) { try difference(alone) }
    #expect(error?.found.contains("1 data sets") == true)
  }

  @Test("a name that means other rows in another data set is refused with them, unless they are named there")
  func otherRows() throws {
    var results = try results([("one", 1), ("two", 2)])
    defer { results.remove() }
    try Self.add(&results, "three", gain: 1, k: 32)
    let error = #expect(throws: InputError.self) { try difference(results) }
    #expect(error?.found.hasPrefix("2 different rows: one, two: ridge-cca k=64") == true, "\(error!)")
    #expect(error?.found.contains("three: ridge-cca k=32") == true && error?.advice.contains("--on") == true)
    let names = try ["three": (RowQuery("ridge-cca:k=32"), RowQuery("perfect:k=32"))]
    let found = try difference(results, "ridge-cca:k=64", "perfect:k=64", names: names)
    #expect(found.dataSets.count == 3 && found.leftOut.isEmpty)
    #expect(found.notes.contains("three: the rows are ridge-cca:k=32 and perfect:k=32."))
    // Without a name there the data set is left out, by name and with what it has.
    let without = try difference(results, "ridge-cca:k=64", "perfect:k=64")
    #expect(without.dataSets.count == 2 && without.leftOut.map(\.count) == [1])
    #expect(without.leftOut[0].reason.contains("three") && without.leftOut[0].reason.contains("no ridge-cca:k=64"))
    #expect(throws: InputError.self) {
      try difference(results, names: ["thre": (RowQuery("ridge-cca:k=32"), RowQuery("perfect:k=32"))])
    }
    #expect(throws: InputError.self) {
      try difference(results, names: ["three": (RowQuery("ridge-cca:k=31"), RowQuery("perfect:k=32"))])
    }
  }

  @Test("a name that means several rows of a board is refused, and so is a row that test labels chose")
  func chosen() throws {
    var results = try results([("one", 1), ("two", 2)])
    defer { results.remove() }
    let subjects = (0..<6).flatMap { [Int](repeating: $0, count: 10) }
    for name in ["one", "two"] {
      try results.add("cca", k: 1, right: Self.right(6, 9), subjects: subjects) {
        $0.dataset = name
        $0.alignment.parameters = .object([
          "select": .object(["k": .array([.integer(1), .integer(2)]), "by": .string("oracle")])
        ])
      }
    }
    let oracle = #expect(throws: InputError.self) { try difference(results, "cca", "perfect") }
    #expect(oracle?.found.contains("selected by the labels of the test") == true)
    try Self.add(&results, "one", gain: 1, k: 32)
    let several = #expect(throws: InputError.self) { try difference(results) }
    #expect(several?.found.contains("2 rows on one") == true && several?.advice.contains("ridge-cca:k=32") == true)
  }

  @Test(
    "one person cannot speak for others: such a data set is shown, weighs nothing, and what it would change is said")
  func singlePerson() throws {
    var results = try results([("one", 1), ("two", 2)])
    defer { results.remove() }
    try Self.add(&results, "alone", persons: 1, gain: 3)
    let found = try difference(results)
    #expect(found.dataSets.map(\.weight).filter { $0 == nil }.count == 1 && found.dataSetsInMean.count == 2)
    #expect(found.model.weights.count == 2 && found.modelWithSinglePersons?.weights.count == 3)
    #expect(found.notes.contains { $0.hasPrefix("Not in the mean, since one person cannot speak for others: alone.") })
  }

  @Test("decoded boards, points of an axis and missing trials are counted by reason")
  func leftOut() throws {
    var results = try results([("one", 1), ("two", 2)])
    defer { results.remove() }
    try Self.add(&results, "one", gain: 4) { $0.decoding = .init(name: "csls") }
    try Self.add(&results, "two", gain: 4) { $0.decoding = .init(name: "csls") }
    try results.add("ridge-cca", k: 64, right: [true]) { ($0.dataset, $0.target) = ("one", "v") }
    try results.add("perfect", k: 64, right: nil, written: false) { ($0.dataset, $0.target) = ("one", "v") }
    let found = try difference(results)
    #expect(found.leftOut.map(\.count) == [2] && found.leftOut[0].reason.contains("decoding"))
    #expect(found.skipped.map(\.reason) == ["perfect has 0 of 1 trials"] && !found.isComplete)
    let text = try found.rendered(as: .table)
    #expect(text.contains("Left out:") && text.contains("Not compared on one, p: s -> v"))
  }

  @Test("hostile names are text in every form")
  func hostile() throws {
    let name = "a|b <script>x</script> \"q\", 'r' \\e{} 100% $m_n & #1\n👍🏽 日本" + String(repeating: "ab", count: 90)
    let results = try results([(name, 1), ("two", 2), ("three", 1)])
    defer { results.remove() }
    let found = try difference(results)
    let markdown = try found.rendered(as: .markdown)
    #expect(!markdown.contains("<script>") && markdown.contains("a\\|b"))
    let latex = try found.rendered(as: OutputFormat(LaTeXRenderer.self))
    #expect(latex.contains("100\\%") && latex.contains("\\&"))
    let csv = try found.rendered(as: .csv)
    #expect(csv.contains("\"\"q\"\""))
    for line in try found.rendered(as: .table, in: Layout(width: 80)).split(separator: "\n") {
      #expect(line.displayWidth <= 80, "\(line)")
    }
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(found.rendered(as: .json).utf8)) as? [String: Any])
    #expect((json["dataSets"] as? [[String: Any]])?[0]["dataSet"] as? String == name)
  }
}
