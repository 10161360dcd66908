import PlainText
import Records

/// A board as a table for people: what rows are told apart by and scored with, and on request every
/// column of the machine-readable forms.
///
/// Worth, from the most: method, classifier and the score that the board is ordered by, which never
/// leave; rank, group, interval, transfer ratio, trials where they differ, CMAE, recall, macro-F1,
/// balanced accuracy, accuracy on the source, persons, test samples.
struct BoardTable {
  private let board: Board
  private let names: MethodNames

  init(_ board: Board) {
    self.board = board
    names = MethodNames(board)
  }

  var table: TextTable {
    let shown = rankColumns + nameColumns + scoreColumns + countColumns
    let onRequest = LeaderboardRow.columns.filter { column in !shown.contains { $0.name == column.name } }.map {
      column in
      self.column(column.name, column.name, .onRequest) { row in
        let value = column.value(row)
        if case .number(let number) = value { return ValueText.short(number) }
        return value == .null ? "" : value.description
      }
    }
    var table = TextTable(columns: shown + onRequest, rowCount: board.rows.count)
    table.roles = board.rows.map { row in
      if !row.mayRank { return .reference }
      if row.rank == 1 { return .best }
      return row.tieGroup == 1 ? .tied : .plain
    }
    return table
  }

  /// What all rows of a method share, as far as a head has room for it.
  var constants: String? {
    let all = names.constants
    return all.isEmpty ? nil : all.joined(separator: "; ")
  }

  private var rankColumns: [TableColumn] {
    [
      column("rank", "rank", .optional(90), kind: .text) { row in
        row.rank.map { rank in row.rankLow.map { low in "\(rank) (\(low)-\(row.rankHigh ?? low))" } ?? "\(rank)" }
          ?? "-"
      },
      column("group", "tieGroup", .optional(80), kind: .group) { $0.tieGroup.map(String.init) ?? "" },
    ]
  }

  private var nameColumns: [TableColumn] {
    [
      column("method", "method", .needed, kind: .text) { [names] row in
        names.method(row, mark: TieMark(row)?.mark ?? "")
      },
      column("classifier", "classifier", .needed, kind: .text, caption: { "classifier \($0)" }) { [names] in
        names.classifier($0)
      },
    ]
  }

  private var scoreColumns: [TableColumn] {
    let ordering = board.ordering
    func score(_ head: String, _ name: String, _ worth: Int, _ text: @escaping @Sendable (Double?) -> String)
      -> TableColumn
    {
      column(head, name, ordering.score == name ? .needed : .optional(worth)) { text($0[name]) }
    }
    let intervalWorth = ordering == .accuracy ? 70 : 35
    var columns = [
      score("accuracy", "accuracy", 72, ValueText.fixed),
      column("95 % interval", "accuracyInterval", .optional(intervalWorth)) { ValueText.interval($0.accuracyInterval) },
      score("source", "sourceAccuracy", 20, ValueText.fixed),
      score("balanced", "balancedAccuracy", 30, ValueText.fixed), score("macro-F1", "macroF1", 32, ValueText.fixed),
      column("ratio", "transferRatio", .optional(60)) { ValueText.fixed($0.transferRatio) },
      score("CMAE", "cmae", 40, ValueText.short), score("CMAE norm.", "cmaeNormalised", 42, ValueText.short),
      score("R@1", "recallAt1", 38, ValueText.fixed),
    ]
    // Beside another score than the accuracy stands its own interval.
    if ordering != .accuracy, let place = columns.firstIndex(where: { $0.name == ordering.score }) {
      columns.insert(
        column("95 % interval", ordering.score + "Interval", .optional(70)) {
          ValueText.interval(ordering.interval($0))
        },
        at: place + 1)
    }
    return columns
  }

  private var countColumns: [TableColumn] {
    // Where trials failed or are missing, that is the first thing to know of a row.
    let worthOfTrials = board.rows.allSatisfy(\.isComplete) ? 50 : 95
    let isRepeated = board.rows.contains { $0.repetitions > 1 }
    let repetitions =
      isRepeated
      ? [
        column("repetitions", "repetitions", .optional(52), caption: { ValueText.count($0, "repetition") }) {
          "\($0.repetitions)"
        }
      ] : []
    return repetitions + [
      column("persons", "subjects", .optional(8), caption: { ValueText.count($0, "person") }) {
        $0.subjects.map(String.init) ?? ""
      },
      column("test samples", "testSamples", .optional(6), caption: { ValueText.count($0, "test sample") }) {
        $0.trials == 0 ? "" : "\($0.testSamples)"
      },
      column("trials", "trials", .optional(worthOfTrials), caption: { ValueText.count($0, "trial") }) { row in
        row.isComplete ? "\(row.trials)" : "\(row.trials) of \(row.trials + row.failed + row.missing)"
      },
    ]
  }

  private func column(
    _ head: String, _ name: String, _ worth: TableColumn.Worth, kind: TableColumn.Kind = .number,
    caption: (@Sendable (String) -> String)? = nil, _ text: @escaping @Sendable (LeaderboardRow) -> String
  ) -> TableColumn {
    TableColumn(head, name: name, kind: kind, worth: worth, caption: caption) { [rows = board.rows] in text(rows[$0]) }
  }
}

extension Ordering {
  /// The interval of the score that decides.
  fileprivate func interval(_ row: LeaderboardRow) -> ClosedRange<Double>? {
    switch self {
    case .accuracy: row.accuracyInterval
    case .balancedAccuracy: row.balancedAccuracyInterval
    case .macroF1: row.macroF1Interval
    case .cmae: row.cmaeInterval
    }
  }
}
