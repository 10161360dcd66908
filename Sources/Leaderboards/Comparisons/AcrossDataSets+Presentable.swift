import PlainText
import Records

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

  public var tables: [TextTable] { [table] }

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
    return notes
  }

  private var table: TextTable {
    func column(
      _ head: String, _ worth: TableColumn.Worth, kind: TableColumn.Kind = .number,
      caption: (@Sendable (String) -> String)? = nil,
      _ text: @escaping @Sendable (Method) -> String
    ) -> TableColumn {
      TableColumn(head, kind: kind, worth: worth, caption: caption) { [methods] in text(methods[$0]) }
    }
    var table = TextTable(
      columns: [
        column("average rank", .optional(9)) { ValueText.fixed($0.averageRank) },
        column("group", .optional(8), kind: .group) { "\($0.tieGroup)" },
        column("alignment", .needed, kind: .text) { $0.alignment.name },
        column("parameters", .needed, kind: .text) { $0.alignment.parameters.description },
        column("classifier", .needed, kind: .text, caption: { "classifier \($0)" }) { $0.classifier.name },
        column("p to best", .optional(7)) { Comparison.probability($0.pAgainstBest) },
      ]
        + blocks.indices.map { block in
          column("\(block + 1)", .optional(0)) { ValueText.fixed($0.accuracies[block]) }
        }, rowCount: methods.count)
    table.overflow = .continues
    table.roles = methods.map { $0.averageRank == methods[0].averageRank ? .best : $0.tieGroup == 1 ? .tied : .plain }
    return table
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
}
