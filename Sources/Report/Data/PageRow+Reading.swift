import Leaderboards
import Records

extension PageRow {
  /// What a row of a leaderboard says on the page.
  /// - Parameter ordered: The same row on each order of its board.
  init(
    _ row: LeaderboardRow, id: Int, board: Int, name: String, query: RowQuery?, commands: CompareCommands,
    columns: [PageColumn], ordered: [(Ordering, LeaderboardRow)]
  ) {
    let trial = row.trial
    (self.id, self.board, self.name) = (id, board, name)
    (method, parameters) = (trial.alignment.name, trial.alignment.parameters)
    (classifier, classifierParameters) = (trial.classifier.name, trial.classifier.parameters)
    (level, selection, selectedParameters) = (trial.level.rawValue, row.selection, row.selectedParameters)
    (bound, mayRank, complete) = (row.bound?.rawValue, row.mayRank, row.isComplete)
    (trials, failed, missing) = (row.trials, row.failed, row.missing)
    self.query = query?.text
    compare = query.map { commands.text($0, of: trial) }
    latex = LaTeXRow(row, name: name).text
    places = Dictionary(
      uniqueKeysWithValues: ordered.compactMap { ordering, row in
        row.rank.map { (ordering.rawValue, [$0, row.rankLow, row.rankHigh, row.tieGroup]) }
      })
    low = row.accuracyInterval?.lowerBound.shortened()
    high = row.accuracyInterval?.upperBound.shortened()
    note = TieMark(row)?.note
    values = columns.map { $0.value(of: row) }
  }
}
