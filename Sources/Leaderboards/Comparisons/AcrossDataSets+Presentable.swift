import Files
import Records

extension AcrossDataSets: Presentable {
  public var pages: [[Block]] {
    let statistic = test.statistic.map { "chi-squared = \(RowCells.short($0)), " } ?? ""
    let unit = kind == .boards ? "boards" : "data sets"
    let friedman =
      "Friedman: \(statistic)p = \(Comparison.probability(test.pValue)). "
      + "Nemenyi's critical difference of average ranks at 5 %: \(RowCells.fixed(criticalDifference))."
    let heading = "\(methods.count) methods over \(blocks.count) \(unit) (\(boards) boards)"
    return [
      [.heading(heading), .gap, .line(friedman), .gap, .table(table(elided: true)), .gap] + notes.map(Block.line)
    ]
  }

  public var tables: [TextTable] { [table(elided: false)] }

  private var notes: [String] {
    var notes = blocks.enumerated().map { "\($0 + 1): \($1)" }
    notes += leftOut.isEmpty ? [] : ["", "Left out, since not every board ranks them:"]
    notes += leftOut.map {
      "- \($0.alignment.name) \($0.alignment.parameters) \($0.classifier.name): \($0.boards) of \(boards) boards"
    }
    if kind == .boards { notes += ["", "Boards of one data set share persons, so p is too small."] }
    if blocks.count < 6 { notes += ["", "With \(blocks.count) blocks chi-squared is a rough approximation."] }
    return notes
  }

  private func table(elided: Bool) -> TextTable {
    let lines = methods.map { method in
      let parameters = method.alignment.parameters.description
      return [
        RowCells.fixed(method.averageRank), "\(method.tieGroup)", method.alignment.name,
        elided ? RowCells.elided(parameters) : parameters, method.classifier.name,
        Comparison.probability(method.pAgainstBest),
      ] + method.accuracies.map { RowCells.fixed($0) }
    }
    return TextTable(
      heads: ["average rank", "group", "alignment", "parameters", "classifier", "p to best"]
        + blocks.indices.map { "\($0 + 1)" }, lines: lines,
      textColumns: 5)
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
