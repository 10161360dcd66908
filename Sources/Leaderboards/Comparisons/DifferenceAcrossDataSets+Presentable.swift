import PlainText
import Records
import Statistics

/// Sentences, a line a data set, the mean and a new data set.
extension DifferenceAcrossDataSets: Presentable {
  public var pages: [[Block]] {
    let heading = "\(first.text) less \(second.text) over \(dataSetsInMean.count) data sets"
    let boards = dataSets.map { dataSet in
      let places = dataSet.boards.map { board in
        let place =
          board.place.hasPrefix("\(dataSet.name), ") ? board.place.dropFirst(dataSet.name.count + 2) : board.place[...]
        return "\(place) \(ValueText.fixed(board.difference))"
      }
      return "\(dataSet.name): \(places.joined(separator: "; "))"
    }
    return [
      [.heading(heading), .gap] + sentences.map(Block.item) + [.gap, .table(table), .gap] + notes.map(Block.item)
        + [.gap, .line("Differences by board:"), .gap] + boards.map(Block.item)
    ]
  }

  public var tables: [TextTable] { [TextTable(columns: Self.columns.map { ($0.name, $0.value) }, of: lines)] }

  /// A line of the table.
  private struct Line: Sendable {
    let kind: String
    var dataSet: DataSet?
    var name: String
    var boards: Int?
    var persons: Int?
    var difference: Double?
    var interval: Interval?
    var pValue: Double?
    var weight: Double?
  }

  private var lines: [Line] {
    let sets = dataSets.map { dataSet in
      Line(
        kind: "data set", dataSet: dataSet, name: dataSet.name, boards: dataSet.boards.count, persons: dataSet.persons,
        difference: dataSet.estimate.mean, interval: dataSet.estimate.interval, pValue: dataSet.estimate.pValue,
        weight: dataSet.weight)
    }
    let own = dataSetsInMean
    let mean = Line(
      kind: "mean", name: "mean over data sets", boards: own.reduce(0) { $0 + $1.boards.count },
      persons: own.reduce(0) { $0 + $1.persons }, difference: model.mean.mean, interval: model.mean.interval,
      pValue: model.mean.pValue, weight: 1)
    guard let prediction = model.prediction else { return sets + [mean] }
    return sets + [mean, Line(kind: "new data set", name: "a new data set", interval: prediction)]
  }

  private typealias Column = (name: String, value: @Sendable (Line) -> JSONValue)

  private static let columns: [Column] = [
    ("kind", { .string($0.kind) }), ("dataSet", { $0.dataSet.map { .string($0.name) } ?? .null }),
    ("boards", { $0.boards.map { .integer($0) } ?? .null }), ("persons", { $0.persons.map { .integer($0) } ?? .null }),
    ("testSamples", { $0.dataSet.map { .integer($0.testSamples) } ?? .null }),
    ("firstAccuracy", { number($0.dataSet?.firstAccuracy) }),
    ("secondAccuracy", { number($0.dataSet?.secondAccuracy) }), ("difference", { number($0.difference) }),
    ("differenceLow", { number($0.interval?.low) }), ("differenceHigh", { number($0.interval?.high) }),
    ("p", { number($0.pValue) }), ("weight", { number($0.weight) }),
    ("first", { $0.dataSet.map { .string($0.first.text) } ?? .null }),
    ("second", { $0.dataSet.map { .string($0.second.text) } ?? .null }),
  ]

  private var table: TextTable {
    let lines = lines
    func column(
      _ head: String, _ name: String, _ worth: TableColumn.Worth, kind: TableColumn.Kind = .number,
      _ text: @escaping @Sendable (Line) -> String
    ) -> TableColumn {
      TableColumn(head, name: name, kind: kind, worth: worth) { text(lines[$0]) }
    }
    var table = TextTable(
      columns: [
        column("data set", "dataSet", .needed, kind: .text) { $0.name },
        column("boards", "boards", .optional(20)) { $0.boards.map { "\($0)" } ?? "" },
        column("persons", "persons", .optional(60)) { $0.persons.map { "\($0)" } ?? "" },
        column("first", "firstAccuracy", .optional(40)) { ValueText.fixed($0.dataSet?.firstAccuracy) },
        column("second", "secondAccuracy", .optional(40)) { ValueText.fixed($0.dataSet?.secondAccuracy) },
        column("difference", "difference", .needed) { ValueText.fixed($0.difference) },
        column("95 %", "differenceInterval", .optional(90)) { Self.brackets($0.interval) },
        column("p", "p", .optional(30)) { $0.pValue.map(Comparison.probability) ?? "" },
        column("weight", "weight", .optional(50)) { ValueText.fixed($0.weight) },
      ], rowCount: lines.count)
    table.roles = lines.map { $0.kind == "mean" ? .best : $0.dataSet == nil || $0.weight == nil ? .reference : .plain }
    return table
  }

  public var json: JSONValue {
    .object([
      "first": .string(first.text), "second": .string(second.text), "isDifference": .bool(isDifference),
      "verdict": .string(sentences.joined(separator: " ")), "dataSets": .array(dataSets.map(Self.json)),
      "mean": Self.json(model.mean), "unweightedMean": Self.json(model.unweightedMean),
      "meanWithSinglePersons": modelWithSinglePersons.map { Self.json($0.mean) } ?? .null,
      "prediction": model.prediction.map { .object(["low": .number($0.low), "high": .number($0.high)]) } ?? .null,
      "tau": .number(model.tau), "q": .number(model.heterogeneity.q), "qP": .number(model.heterogeneity.pValue),
      "iSquared": .number(model.heterogeneity.iSquared),
      "leftOut": .array(leftOut.map { .object(["reason": .string($0.reason), "count": .integer($0.count)]) }),
      "skipped": .array(skipped.map { .object(["board": .string($0.place), "reason": .string($0.reason)]) }),
    ])
  }

  private static func json(_ dataSet: DataSet) -> JSONValue {
    let own: [String: JSONValue] = [
      "dataSet": .string(dataSet.name), "first": .string(dataSet.first.text), "second": .string(dataSet.second.text),
      "persons": .integer(dataSet.persons), "testSamples": .integer(dataSet.testSamples),
      "firstAccuracy": .number(dataSet.firstAccuracy), "secondAccuracy": .number(dataSet.secondAccuracy),
      "nothingVaries": .bool(dataSet.nothingVaries), "drawsAsGiven": .bool(dataSet.givesDraws),
      "weight": number(dataSet.weight),
      "boards": .array(
        dataSet.boards.map { board in
          .object([
            "board": .string(board.place), "firstAccuracy": .number(board.firstAccuracy),
            "secondAccuracy": .number(board.secondAccuracy), "difference": .number(board.difference),
          ])
        }),
    ]
    return .object(json(dataSet.estimate).members.merging(own) { $1 })
  }

  private static func json(_ estimate: Estimate) -> JSONValue {
    .object([
      "difference": .number(estimate.mean), "differenceLow": number(estimate.interval?.low),
      "differenceHigh": number(estimate.interval?.high), "standardError": .number(estimate.standardError),
      "degreesOfFreedom": .number(estimate.degreesOfFreedom), "p": number(estimate.pValue),
    ])
  }

  private static func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
}
