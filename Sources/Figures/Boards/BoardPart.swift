import Leaderboards
import Records

/// The rows of a board with one classifier: what share a floor, a ceiling and a figure.
struct BoardPart: Sendable {
  let result: Figures.Result
  let board: Board
  let classifier: TrialDescription.Choice
  /// Tells its files from those of other parts.
  let stem: String
  /// Complete rows, best first; bounds among them.
  let rows: [PartRow]

  init(result: Figures.Result, board: Board, classifier: TrialDescription.Choice, stem: String) {
    (self.result, self.board, self.classifier, self.stem) = (result, board, classifier, stem)
    let places = board.rows.indices.filter {
      board.rows[$0].trial.classifier == classifier && board.rows[$0].isComplete && board.rows[$0]["accuracy"] != nil
    }
    let names = ShortNames(places.map { board.rows[$0].trial }).names
    rows = zip(places, names).map { PartRow(row: board.rows[$0], name: $1, place: $0) }
  }

  /// The board's title.
  var title: String { board.title.name.replacing(" -> ", with: " → ") }

  /// The rows without those beyond `most`: bounds and the best ranked ones stay.
  func rows(atMost most: Int) -> [PartRow] {
    let bounds = rows.count { $0.row.rank == nil }
    var left = max(0, most - bounds)
    return rows.filter { row in
      guard row.row.rank != nil else { return true }
      left -= 1
      return left >= 0
    }
  }

  /// The encoders, where another board has the same title.
  var encoders: String {
    let alike = result.leaderboard.boards.count { $0.title.name == board.title.name }
    return alike > 1 ? "Encoders: \(board.title.encoders)." : ""
  }

  var source: String { board.rows.first?.trial.source ?? "" }
  var target: String { board.rows.first?.trial.target ?? "" }

  /// The row of that bound.
  func bound(_ bound: Bound) -> PartRow? { rows.first { $0.row.bound == bound } }

  /// What can be had without any feature: the accuracy of the larger of its bounds, with its name.
  var floor: (name: String, accuracy: Double)? {
    Bound.floors.compactMap { bound($0) }.map { ($0.method, $0.accuracy) }.max { $0.1 < $1.1 }
  }

  /// What the target's own labels give.
  var ceiling: (name: String, accuracy: Double)? { bound(.targetSupervised).map { ($0.method, $0.accuracy) } }

  /// What the control reaches that aligns nothing.
  var unaligned: (name: String, accuracy: Double)? {
    rows.first { $0.method == "none" }.map { ($0.method, $0.accuracy) }
  }

  /// How many persons, test clips and splits the rows were scored on.
  var size: String {
    let row = rows.max { $0.row.testSamples < $1.row.testSamples }?.row
    func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
    let persons = rows.compactMap(\.row.subjects).max()
    return [
      persons.map { counted($0, "person", "persons") },
      row.map { counted($0.testSamples, "test sample", "test samples") },
      row.flatMap { $0.trials > 1 ? "\($0.trials) splits" : nil },
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// What varies in the intervals of the accuracy.
  var unit: String { rows.lazy.compactMap(\.row.accuracyUnit).first?.rawValue ?? "samples" }

  /// What is said of the classifier: its name, with its parameters where the board has several of
  /// that name.
  var classifierText: String {
    let others = board.rows.map(\.trial.classifier).contains { $0.name == classifier.name && $0 != classifier }
    return classifier.name + (others ? " (\(classifier.parameters))" : "")
  }

  /// The row that the query means, or the best-ranked one.
  func row(_ query: RowQuery?) throws -> PartRow {
    guard let query else {
      guard let best = rows.first(where: { $0.row.rank == 1 }) ?? rows.first(where: { $0.row.rank != nil }) else {
        throw cannot("no row with a rank")
      }
      return best
    }
    let found = rows.filter { query.matches($0.row.trial) }
    guard let first = found.first else { throw cannot("no row \(query.text)") }
    guard found.count == 1 else {
      throw cannot("\(query.text) means \(found.count) rows: \(found.map(\.name).joined(separator: "; "))")
    }
    return first
  }

  func cannot(_ reason: String) -> CannotDraw { CannotDraw(place: "\(title), \(classifier.name)", reason: reason) }
}

/// A row of a board, with the name that tells it from the others of its part.
struct PartRow: Sendable {
  let row: LeaderboardRow
  let name: String
  /// Its place on the board.
  let place: Int

  var method: String { row.trial.alignment.name }
  var accuracy: Double { row["accuracy"] ?? .nan }

  /// `accuracy 90.2 % [74.9, 96.7]`.
  var accuracyText: String {
    let interval = row.accuracyInterval.map { " [\(Self.percent($0.lowerBound)), \(Self.percent($0.upperBound))]" }
    return "accuracy \(Self.percent(accuracy)) %" + (interval ?? "")
  }

  /// One place after the point.
  static func percent(_ share: Double) -> String { Decimals.fixed(100 * share, places: 1) }

  /// Columns of text that say in full which row it is; they stand last.
  static func texts<Value>(_ row: @escaping (Value) -> PartRow) -> [FigureTable.Column<Value>] {
    [
      ("alignment", { row($0).method }), ("parameters", { row($0).row.trial.alignment.parameters.description }),
      ("classifier", { row($0).row.trial.classifier.name }),
      ("classifierParameters", { row($0).row.trial.classifier.parameters.description }),
    ]
  }

  /// The columns of the accuracy and its 95 % interval.
  static func accuracies<Value>(_ row: @escaping (Value) -> PartRow) -> [FigureTable.Column<Value>] {
    [
      ("accuracy", { FigureTable.number(row($0).accuracy) }),
      ("accuracyLow", { FigureTable.number(row($0).row.accuracyInterval?.lowerBound) }),
      ("accuracyHigh", { FigureTable.number(row($0).row.accuracyInterval?.upperBound) }),
    ]
  }
}
