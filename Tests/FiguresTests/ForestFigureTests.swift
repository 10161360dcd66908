import Foundation
import Leaderboards
import Testing

@testable import Figures

@Suite("Figure of differences over data sets")
struct ForestFigureTests {
  private static let hostile =
    "<script>x</script> \"q\", 'r' {a}_b^c | \\e % $1 🙂" + String(repeating: "long ", count: 40)

  private func pair() throws -> FigureOptions.Pair {
    try FigureOptions.Pair(RowQuery("perfect:k=2"), RowQuery("ridge-cca:k=2"))
  }

  private func named(_ name: String) -> MadeResults {
    var results = MadeResults()
    (results.dataset, results.benchmark, results.pairs) = (name, name, [])
    return results
  }

  @Test(
    "its table holds every data set, the mean and a new data set, as the command gives them", arguments: [84.0, 174])
  func table(_ width: Double) async throws {
    let drawn = try await DrawnFigures(
      named("one"), named(Self.hostile), named("three"),
      options: FigureOptions(width: width, forms: [.svg], kinds: ["forest"], pair: pair()))
    defer { drawn.remove() }
    #expect(drawn.outcome.drawn == ["forest"] && drawn.outcome.leftOut.isEmpty, "\(drawn.outcome)")
    let expected = try DifferenceAcrossDataSets(
      drawn.leaderboards, RowQuery("perfect:k=2"), RowQuery("ridge-cca:k=2"))
    let lines = try drawn.table("forest.csv")
    #expect(lines.map { $0["kind"] } == ["data set", "data set", "data set", "mean", "new data set"])
    #expect(lines.prefix(3).map { $0["difference"] } == expected.dataSets.map { "\($0.estimate.mean)" })
    #expect(lines[3]["differenceLow"] == expected.model.mean.interval.map { "\($0.low)" })
    #expect(lines[4]["differenceHigh"] == expected.model.prediction.map { "\($0.high)" })
    let texts = try #require(DrawnText(drawn.data("forest.svg")), "it is XML").texts.filter { !$0.text.isEmpty }
    let pixels = width / 25.4 * 96
    for (place, text) in texts.enumerated() {
      #expect(text.size >= 7.99 && text.box.left > -1 && text.box.right < pixels + 1, "\(text.text)")
      for other in texts[(place + 1)...] { #expect(!text.overlaps(other), "'\(text.text)' meets '\(other.text)'") }
    }
  }

  @Test("without two rows it is not drawn, which is said where it is asked for; one data set is too few")
  func leftOut() async throws {
    let silent = try await DrawnFigures(named("one"), options: FigureOptions(forms: [.svg], kinds: ["forest"]))
    defer { silent.remove() }
    #expect(silent.outcome.drawn.isEmpty && silent.outcome.leftOut.contains { $0.contains("--pair") })
    let alone = try await DrawnFigures(
      named("one"), options: FigureOptions(forms: [.svg], kinds: ["forest"], pair: pair()))
    defer { alone.remove() }
    #expect(alone.outcome.drawn.isEmpty && alone.outcome.leftOut.contains { $0.contains("at least two") })
  }
}
