import Leaderboards
import Records

/// Boards and rows of all results, as they get their ids.
struct CollectedRows: Sendable {
  /// Where a row stands in the results.
  struct Place: Sendable {
    let result: Int
    let board: Int
    let row: Int
  }

  let columns: [PageColumn]
  private(set) var boards: [PageBoard] = []
  private(set) var rows: [PageRow] = []
  /// Of each row, by its id.
  private(set) var places: [Place] = []
  /// The results folder of each board, and its place there.
  private(set) var boardPlaces: [(result: Int, board: Int)] = []
  /// Ids of the rows of each results folder.
  private(set) var ids: [[TrialDescription: Int]] = []
  private(set) var samples = PageSamples.Interned()
  /// By the row's id, one text a split.
  private(set) var predictions: [Int: [String]] = [:]
  /// Ids of rows that were scored on other samples than their board's: the page has no predictions
  /// of these.
  private(set) var scoredElsewhere: [Int] = []
  /// By data set.
  private(set) var classNames: [String: [String]] = [:]

  init(_ results: [ReportedResults]) throws {
    columns = PageColumn.all(of: results.flatMap { $0.first.rows })
    for (place, result) in results.enumerated() { try add(result, place) }
  }

  /// Adds all boards of a results folder.
  private mutating func add(_ result: ReportedResults, _ place: Int) throws {
    let commands = CompareCommands(result)
    let found = try RowPredictions(result)
    for (name, texts) in found.classNames { classNames[name] = texts }
    let start = rows.count
    let own = Dictionary(
      result.first.rows.enumerated().map { ($1.trial, start + $0) }, uniquingKeysWith: { first, _ in first })
    ids.append(own)
    for index in result.first.boards.indices {
      let ordered = result.leaderboards.map { (ordering: $0.ordering, board: $0.boards[index]) }
      let names = RowNames(ordered[0].board)
      var board = PageBoard(id: boards.count, result: place, boards: ordered, ids: own, names: names)
      let placed = ordered.map { ordering, board in
        (ordering, Dictionary(board.rows.map { ($0.trial, $0) }, uniquingKeysWith: { first, _ in first }))
      }
      let scored = ordered[0].board.rows.map { found.byRow[$0.trial] }
      let splits = scored.map { $0.map { $0.map { samples.place($0.predictions, of: $0.trial) } } }
      board.samples = Self.samples(ordered[0].board, splits)
      for (row, content) in ordered[0].board.rows.enumerated() {
        let others = placed.map { ordering, rows in (ordering, rows[content.trial] ?? content) }
        if let scored = scored[row] {
          if splits[row] == board.samples {
            predictions[rows.count] = scored.map { ClassLetters.text($0.predictions.predicted) }
          } else {
            scoredElsewhere.append(rows.count)
          }
        }
        rows.append(
          PageRow(
            content, id: rows.count, board: boards.count, name: names.names[row], query: names.queries[row],
            commands: commands, columns: columns, ordered: others))
        places.append(Place(result: place, board: index, row: row))
      }
      boards.append(board)
      boardPlaces.append((place, index))
    }
  }

  /// What no row says: records that could not be used.
  static func unusable(_ results: [ReportedResults]) -> [String] {
    results.compactMap { result in
      let count = result.first.unusable.count
      guard count > 0 else { return nil }
      return "\(count) \(count == 1 ? "record" : "records") of \(result.benchmark) cannot be used and count as missing."
    }
  }

  /// The samples of the best row that has some; of any other where no such row has a rank.
  private static func samples(_ board: Board, _ splits: [[Int]?]) -> [Int]? {
    let ranked = board.rows.indices.first { board.rows[$0].rank != nil && splits[$0] != nil }
    return ranked.flatMap { splits[$0] } ?? splits.lazy.compactMap(\.self).first
  }
}
