import PlainText
import Records
import Statistics

extension AcrossDataSets: Presentable {
  public var pages: [[Block]] {
    let statistic = test.statistic.map { "chi-squared = \(ValueText.short($0)), " } ?? ""
    let unit = kind == .boards ? "boards" : "data sets"
    let friedman =
      "Friedman: \(statistic)p = \(Comparison.probability(test.pValue)). "
      + "Nemenyi's critical difference of average ranks at 5 %: \(ValueText.fixed(criticalDifference))."
    let heading = "\(methods.count) methods over \(blocks.count) \(unit) (\(boards) boards)"
    return [
      [.heading(heading), .gap, .line(friedman), .gap, .table(table), .gap] + notes
    ]
  }

  /// The columns of earlier versions, then those of win rate and improvability.
  public var tables: [TextTable] {
    func number(_ name: String, _ value: @escaping @Sendable (Method) -> Double?) -> TableColumn {
      TableColumn(name) { [methods] place in value(methods[place]).map { "\($0)" } ?? "" }
    }
    let added = [
      number("winRate") { $0.winRate.mean }, number("winRateLow") { $0.winRate.interval?.low },
      number("winRateHigh") { $0.winRate.interval?.high }, number("improvability") { $0.improvability.mean },
      number("improvabilityLow") { $0.improvability.interval?.low },
      number("improvabilityHigh") { $0.improvability.interval?.high },
    ]
    return [TextTable(columns: named + places + added, rowCount: methods.count)]
  }

  private var notes: [Block] {
    var notes = blocks.enumerated().map { Block.item("\($0 + 1): \($1)") }
    if !leftOut.isEmpty { notes += [.gap, .line("Left out, since not every board ranks them:"), .gap] }
    notes += leftOut.map { method in
      let name = "\(method.alignment.name) \(method.alignment.parameters) \(method.classifier.name)"
      return .item("\(name): \(method.boards) of \(boards) boards")
    }
    if kind == .boards { notes += [.gap, .line("Boards of one data set share persons, so p is too small.")] }
    if blocks.count < 6 {
      notes += [.gap, .line("With \(blocks.count) blocks chi-squared is a rough approximation.")]
    }
    notes += [.gap, .line(intervalNote)]
    return notes
  }

  private var table: TextTable {
    @Sendable func interval(_ score: BlockScores.Score) -> String {
      score.interval.map { " [\(ValueText.fixed($0.low)), \(ValueText.fixed($0.high))]" } ?? ""
    }
    let scores = [
      column("win rate", .optional(6)) { ValueText.fixed($0.winRate.mean) + interval($0.winRate) },
      column("improvability", .optional(5)) { ValueText.fixed($0.improvability.mean) + interval($0.improvability) },
    ]
    var table = TextTable(columns: named + scores + places, rowCount: methods.count)
    table.overflow = .continues
    table.roles = methods.map { $0.averageRank == methods[0].averageRank ? .best : $0.tieGroup == 1 ? .tied : .plain }
    return table
  }

  /// What each method is and how it ranks.
  private var named: [TableColumn] {
    [
      column("average rank", .optional(9)) { ValueText.fixed($0.averageRank) },
      column("group", .optional(8), kind: .group) { "\($0.tieGroup)" },
      column("alignment", .needed, kind: .text) { $0.alignment.name },
      column("parameters", .needed, kind: .text) { $0.alignment.parameters.description },
      column("classifier", .needed, kind: .text, caption: { "classifier \($0)" }) { $0.classifier.name },
      column("p to best", .optional(7)) { Comparison.probability($0.pAgainstBest) },
    ]
  }

  /// The accuracy in each block.
  private var places: [TableColumn] {
    blocks.indices.map { block in
      column("\(block + 1)", .optional(0)) { ValueText.fixed($0.accuracies[block]) }
    }
  }

  private func column(
    _ head: String, _ worth: TableColumn.Worth, kind: TableColumn.Kind = .number,
    caption: (@Sendable (String) -> String)? = nil, _ text: @escaping @Sendable (Method) -> String
  ) -> TableColumn {
    TableColumn(head, kind: kind, worth: worth, caption: caption) { [methods] in text(methods[$0]) }
  }

  public var json: JSONValue {
    .object([
      "blocks": .array(blocks.map(JSONValue.string)), "blockKind": .string(kind.rawValue), "boards": .integer(boards),
      "friedmanStatistic": test.statistic.map(JSONValue.number) ?? .null, "friedmanP": .number(test.pValue),
      "criticalDifference": .number(criticalDifference),
      "methods": .array(
        methods.map { method in
          .object([
            "alignment": .string(method.alignment.name), "alignmentParameters": method.alignment.parameters,
            "classifier": .string(method.classifier.name), "classifierParameters": method.classifier.parameters,
            "averageRank": .number(method.averageRank), "tieGroup": .integer(method.tieGroup),
            "pAgainstBest": .number(method.pAgainstBest),
            "winRate": .number(method.winRate.mean), "winRateInterval": Self.json(method.winRate.interval),
            "improvability": .number(method.improvability.mean),
            "improvabilityInterval": Self.json(method.improvability.interval),
            "accuracies": .array(method.accuracies.map(JSONValue.number)),
          ])
        }),
      "leftOut": .array(
        leftOut.map { method in
          .object([
            "alignment": .string(method.alignment.name), "alignmentParameters": method.alignment.parameters,
            "classifier": .string(method.classifier.name), "boards": .integer(method.boards),
          ])
        }),
    ])
  }

  private static func json(_ interval: Interval?) -> JSONValue {
    interval.map { .object(["low": .number($0.low), "high": .number($0.high)]) } ?? .null
  }
}
