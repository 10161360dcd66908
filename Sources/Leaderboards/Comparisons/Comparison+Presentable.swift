import Files
import Foundation
import PlainText
import Records
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

  /// What people read, and on request the columns of the machine-readable forms.
  private var table: TextTable {
    let shown = resultColumns + testColumns
    let onRequest = Self.columns.filter { column in !shown.contains { $0.name == column.name } }.map { column in
      self.column(column.name, column.name, .onRequest) { verdict in
        let value = column.value(self, verdict)
        if case .number(let number) = value { return ValueText.short(number) }
        return value == .null ? "" : value.description
      }
    }
    return TextTable(columns: shown + onRequest, rowCount: verdicts.count)
  }

  private var resultColumns: [TableColumn] {
    [
      column("board", "board", .needed, kind: .text) { $0.place },
      column("first", "firstAccuracy", .optional(55)) { ValueText.fixed($0.first["accuracy"]) },
      column("second", "secondAccuracy", .optional(55)) { ValueText.fixed($0.second["accuracy"]) },
      column("difference", "difference", .needed) { Self.fixed($0.comparison.difference.mean) },
      column("95 % (t)", "differenceInterval", .optional(90)) { Self.interval($0.comparison.interval) },
      column("95 % (bootstrap)", "differenceBootstrapInterval", .optional(20)) { Self.interval($0.bootstrap) },
    ]
  }

  private var testColumns: [TableColumn] {
    @Sendable func p(_ value: Double?) -> String { value.map(Self.probability) ?? "" }
    return [
      column("p", "p", .optional(60)) { p($0.pValue) },
      column("p Holm", "holmP", .optional(70)) { p($0.holmPValue) },
      column("p board", "boardHolmP", .optional(50)) { p($0.onBoard?.holmPValue) },
      column("p equivalent", "equivalenceHolmP", .optional(65)) { p($0.equivalenceHolmPValue) },
      column("detectable", "detectableDifference", .optional(45)) { ValueText.fixed($0.detectableDifference) },
      column("p permutation", "permutationP", .optional(40)) { p($0.comparison.signFlips?.pValue) },
      column("p McNemar", "mcnemarP", .optional(30)) { p($0.comparison.mcnemar?.pValue) },
      column("right alone", "rightAlone", .optional(28)) { verdict in
        verdict.comparison.mcnemar.map { "\($0.firstOnly):\($0.secondOnly)" } ?? ""
      },
      column("odds", "oddsRatio", .optional(10)) { ValueText.short($0.comparison.mcnemar?.oddsRatio) },
      column("Hedges g", "hedgesG", .optional(15)) { ValueText.fixed($0.comparison.hedgesG) },
      column("subjects", "subjects", .optional(25), caption: { ValueText.count($0, "person") }) {
        "\($0.comparison.design.subjectCount)"
      },
    ]
  }

  private func column(
    _ head: String, _ name: String, _ worth: TableColumn.Worth, kind: TableColumn.Kind = .number,
    caption: (@Sendable (String) -> String)? = nil, _ text: @escaping @Sendable (Verdict) -> String
  ) -> TableColumn {
    TableColumn(head, name: name, kind: kind, worth: worth, caption: caption) { [verdicts] in text(verdicts[$0]) }
  }

  private static func interval(_ interval: Interval?) -> String {
    interval.map { "[\(fixed($0.low)), \(fixed($0.high))]" } ?? ""
  }

  private struct Column: Sendable {
    let name: String
    let value: @Sendable (Comparison, Verdict) -> JSONValue
  }

  private static let columns: [Column] = rowColumns + numberColumns + decisionColumns

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

  private static let decisionColumns: [Column] = [
    number("margin") { $0.equivalence?.margin }, number("equivalenceP") { $0.equivalence?.pValue },
    number("equivalenceHolmP") { $0.equivalenceHolmPValue },
    number("equivalenceLow") { $0.comparison.difference.equivalenceInterval?.low },
    number("equivalenceHigh") { $0.comparison.difference.equivalenceInterval?.high },
    number("leastEquivalenceMargin") { $0.comparison.difference.leastEquivalenceMargin },
    Column(name: "isEquivalent") { $1.isEquivalent.map(JSONValue.bool) ?? .null },
    Column(name: "answer") { ($1.answer?.rawValue).map(JSONValue.string) ?? .null },
    number("detectableDifference") { $0.detectableDifference },
    number("firstBestProbability") { $0.firstBestProbability },
  ]

  private static func text(_ name: String, _ value: @escaping @Sendable (Verdict) -> String) -> Column {
    Column(name: name) { .string(value($1)) }
  }

  private static func number(_ name: String, _ value: @escaping @Sendable (Verdict) -> Double?) -> Column {
    Column(name: name) { value($1).map(JSONValue.number) ?? .null }
  }
}
