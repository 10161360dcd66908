import PlainText
import Records

extension PlannedDecisions: Presentable {
  public var pages: [[Block]] {
    let heading = "What these boards could see: differences in points, found in 80 % of studies at 5 %"
    return [[.heading(heading), .table(table)] + notes.map(Block.note)]
  }

  public var tables: [TextTable] { [table] }

  public var json: JSONValue {
    .object([
      "power": .number(0.8), "alpha": .number(0.05),
      "spread": .object([
        "persons": .number(spread.persons), "draws": .number(spread.draws), "repetitions": .number(spread.repetitions),
      ]),
      "boardsOfSamples": .integer(boardsOfSamples), "studies": .array(studies.map(Self.json)),
    ])
  }

  private static func json(_ study: Study) -> JSONValue {
    let needed = differences.map { difference in
      JSONValue.object([
        "difference": .number(difference),
        "persons": study.persons(toSee: difference).map(JSONValue.integer) ?? .null,
      ])
    }
    return .object([
      "protocol": .string(study.protocol.name), "protocolParameters": study.protocol.parameters,
      "boards": .integer(study.boards), "persons": .integer(study.persons), "draws": .integer(study.draws),
      "drawsAsGiven": .bool(study.drawsAsGiven), "repetitions": .integer(study.repetitions),
      "rows": .integer(study.rows), "pairs": .integer(study.pairs),
      "detectable": study.detectable.map(JSONValue.number) ?? .null,
      "detectableOverAllPairs": study.detectableOverAllPairs.map(JSONValue.number) ?? .null,
      "personsNeeded": .array(needed),
    ])
  }

  private var table: TextTable {
    func column(
      _ head: String, _ name: String, kind: TableColumn.Kind = .number, worth: TableColumn.Worth = .needed,
      caption: (@Sendable (String) -> String)? = nil, _ text: @escaping @Sendable (Study) -> String
    ) -> TableColumn {
      TableColumn(head, name: name, kind: kind, worth: worth, caption: caption) { [studies] in text(studies[$0]) }
    }
    @Sendable func points(_ share: Double?) -> String { share.map(Comparison.points) ?? "" }
    let needed = Self.differences.map { difference in
      let text = ValueText.short(difference * 100)
      return column("persons for \(text)", "personsFor\(text)") { study in
        study.persons(toSee: difference).map(String.init) ?? "-"
      }
    }
    return TextTable(
      columns: [
        column("protocol", "protocol", kind: .text) { study in
          let parameters = study.protocol.parameters.description
          return study.protocol.name + (parameters.isEmpty ? "" : " (\(parameters))")
        },
        column("boards", "boards", worth: .optional(40)) { "\($0.boards)" },
        column("persons", "persons") { "\($0.persons)" },
        column("draws", "draws", worth: .optional(60), caption: { ValueText.count($0, "draw") }) { "\($0.draws)" },
        column("repetitions", "repetitions", worth: .optional(60), caption: { ValueText.count($0, "repetition") }) {
          "\($0.repetitions)"
        },
        column("rows", "rows", worth: .optional(50)) { "\($0.rows)" },
        column("one pair", "detectable") { points($0.detectable) },
        column("all pairs", "detectableOverAllPairs") { points($0.detectableOverAllPairs) },
      ] + needed, rowCount: studies.count)
  }

  private var notes: [String] {
    let (persons, draws, repetitions) = (spread.persons, spread.draws, spread.repetitions)
    let source = isDefaultSpread ? "Assumed, since no --spread was given (\(Self.defaultSpreadSource))." : "As given."
    var notes = [
      "Spread of a difference from person to person: \(Comparison.points(persons)) points (standard deviation), from "
        + "draw to draw \(Comparison.points(draws)), from repetition to repetition \(Comparison.points(repetitions)). "
        + source,
      "all pairs: after Holm over all pairs of a board's ranked rows. persons for 2: so many find 2 points in one "
        + "comparison, with these draws and repetitions; '-' where no number of persons does.",
    ]
    if studies.contains(where: \.drawsAsGiven) {
      notes.append("Draws that are too few to speak for others count as given: what is seen holds for these draws.")
    }
    if studies.contains(where: { $0.persons == 1 }) {
      notes.append("Of one person splits are the unit: read splits for persons.")
    }
    if boardsOfSamples > 0 {
      notes.append(
        "Left out: \(ValueText.count("\(boardsOfSamples)", "board")) of one person in one split, whose samples are the unit."
      )
    }
    return notes
  }
}
