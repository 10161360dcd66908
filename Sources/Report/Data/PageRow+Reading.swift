import Leaderboards
import Records

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension PageRow {
  /// What is said of a row of several repetitions.
  private static func repetitions(_ row: LeaderboardRow) -> String? {
    guard row.repetitions > 1 else { return nil }
    let deviation = row.repetitionDeviation?.shortened(to: 2).map { ", whose accuracies deviate by \($0)" } ?? ""
    return
      "Mean of \(row.repetitions) repetitions with other seeds\(deviation). Predictions and details are of the first."
  }

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
    note = [TieMark(row)?.note, Self.repetitions(row)].compactMap(\.self).joined(separator: " ").nonEmpty
    values = columns.map { $0.value(of: row) }
  }
}
