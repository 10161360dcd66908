import Files
import Records
import Foundation
import Statistics

/// Sentences and a table for people, all numbers for programs.
extension Comparison: Presentable {
  public var pages: [[Block]] {
    let sentences =
      verdicts.map(sentence) + skipped.map { "Not compared on \($0.place): \($0.reason)." }
    return [sentences.map(Block.item) + [.gap, .table(table)]]
  }

  public var tables: [TextTable] {
    [TextTable(columns: Self.columns.map { column in (column.name, { column.value(self, $0) }) }, of: verdicts)]
  }

  public var json: JSONValue {
    let boards = verdicts.map { verdict in
      JSONValue.object(Dictionary(uniqueKeysWithValues: Self.columns.map { ($0.name, $0.value(self, verdict)) }))
    }
    let left = skipped.map { JSONValue.object(["board": .string($0.place), "reason": .string($0.reason)]) }
    return .object([
      "first": .string(first.text), "second": .string(second.text), "boards": .array(boards), "skipped": .array(left),
    ])
  }

  private var table: TextTable {
    let lines = verdicts.map { verdict in
      let comparison = verdict.comparison
      let discordant = comparison.mcnemar.map { "\($0.firstOnly):\($0.secondOnly)" } ?? ""
      func interval(_ low: Double?, _ high: Double?) -> String {
        guard let low, let high else { return "" }
        return "\(Self.fixed(low)) - \(Self.fixed(high))"
      }
      func p(_ value: Double?) -> String { value.map(Self.probability) ?? "" }
      return [
        verdict.place, RowCells.fixed(verdict.first["accuracy"]), RowCells.fixed(verdict.second["accuracy"]),
        Self.fixed(comparison.difference.mean), interval(comparison.interval?.low, comparison.interval?.high),
        interval(verdict.bootstrap?.low, verdict.bootstrap?.high), p(verdict.pValue), p(verdict.holmPValue),
        p(verdict.onBoard?.holmPValue), p(comparison.signFlips?.pValue), p(comparison.mcnemar?.pValue), discordant,
        RowCells.short(comparison.mcnemar?.oddsRatio), RowCells.fixed(comparison.hedgesG),
        "\(comparison.design.subjectCount)",
      ]
    }
    return TextTable(
      heads: [
        "board", "first", "second", "difference", "95 % (t)", "95 % (bootstrap)", "p", "p Holm", "p board",
        "p permutation", "p McNemar",
        "right alone", "odds", "Hedges g", "subjects",
      ], lines: lines, textColumns: 1)
  }

  private struct Column: Sendable {
    let name: String
    let value: @Sendable (Comparison, Verdict) -> JSONValue
  }

  private static let columns: [Column] = rowColumns + numberColumns

  private static let rowColumns: [Column] = [
    text("board") { $0.place }, text("benchmark") { $0.first.trial.benchmark },
    text("dataset") { $0.first.trial.dataset }, text("protocol") { $0.first.trial.protocol.name },
    text("source") { $0.first.trial.source }, text("target") { $0.first.trial.target },
    text("firstAlignment") { $0.first.trial.alignment.name },
    Column(name: "firstParameters") { $1.first.trial.alignment.parameters },
    text("firstClassifier") { $0.first.trial.classifier.name },
    text("secondAlignment") { $0.second.trial.alignment.name },
    Column(name: "secondParameters") { $1.second.trial.alignment.parameters },
    text("secondClassifier") { $0.second.trial.classifier.name },
    text("unit") { $0.comparison.unit.rawValue }, text("test") { Comparison.test($0.comparison) },
    Column(name: "verdict") { .string($0.sentence($1)) },
    Column(name: "isDifference") { .bool($1.isDifference) },
    Column(name: "isDifferenceOnBoard") { $1.onBoard.map { .bool($0.tellsApart) } ?? .null },
    Column(name: "drawsAsGiven") { .bool($1.comparison.overSplits != nil) },
  ]

  private static let numberColumns: [Column] = [
    number("firstAccuracy") { $0.first["accuracy"] }, number("secondAccuracy") { $0.second["accuracy"] },
    number("difference") { $0.comparison.difference.mean },
    number("differenceLow") { $0.comparison.interval?.low }, number("differenceHigh") { $0.comparison.interval?.high },
    number("differenceBootstrapLow") { $0.bootstrap?.low }, number("differenceBootstrapHigh") { $0.bootstrap?.high },
    number("differenceOverDrawsLow") { $0.comparison.overSplits?.interval?.low },
    number("differenceOverDrawsHigh") { $0.comparison.overSplits?.interval?.high },
    number("p") { $0.pValue }, number("boardHolmP") { $0.onBoard?.holmPValue },
    number("permutationP") { $0.comparison.signFlips?.pValue },
    number("leastPermutationP") { $0.comparison.leastPValue }, number("holmP") { $0.holmPValue },
    number("tP") { $0.comparison.difference.pValue }, number("mcnemarP") { $0.comparison.mcnemar?.pValue },
    number("firstOnly") { ($0.comparison.mcnemar?.firstOnly).map(Double.init) },
    number("secondOnly") { ($0.comparison.mcnemar?.secondOnly).map(Double.init) },
    number("oddsRatio") { $0.comparison.mcnemar?.oddsRatio }, number("cohensG") { $0.comparison.mcnemar?.cohensG },
    number("hedgesG") { $0.comparison.hedgesG }, number("subjects") { Double($0.comparison.design.subjectCount) },
    number("splits") { Double($0.comparison.design.splitCount) },
    number("testSamples") { Double($0.comparison.design.sampleCount) },
  ]

  private static func text(_ name: String, _ value: @escaping @Sendable (Verdict) -> String) -> Column {
    Column(name: name) { .string(value($1)) }
  }

  private static func number(_ name: String, _ value: @escaping @Sendable (Verdict) -> Double?) -> Column {
    Column(name: name) { value($1).map(JSONValue.number) ?? .null }
  }
}
