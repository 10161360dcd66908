import Leaderboards
import Records

/// The predictions of every row of a results folder.
struct RowPredictions {
  typealias Scored = (trial: TrialDescription, predictions: TrialRecord.Predictions)

  /// One a split, of the first repetition; no entry where some trial has none.
  let byRow: [TrialDescription: [Scored]]
  /// By data set.
  let classNames: [String: [String]]

  /// Reads the records once more, in their short form.
  init(_ result: ReportedResults) throws {
    classNames = Self.classNames(result)
    let leaderboard = result.first
    let rows = leaderboard.rows.filter(\.isComplete)
    let planned = rows.map(leaderboard.firstTrials)
    var found = try result.store.find(planned.flatMap(\.self)) { $0.predictions }[...]
    var byRow: [TrialDescription: [Scored]] = [:]
    for (row, trials) in zip(rows, planned) {
      let own = zip(trials, found.prefix(trials.count)).compactMap { trial, found in
        (found.content ?? nil).map { (trial: trial.trial, predictions: $0) }
      }
      found = found.dropFirst(trials.count)
      if own.count == trials.count, !own.isEmpty { byRow[row.trial] = own }
    }
    self.byRow = byRow
  }

  /// The names of the classes by data set, from the first record of each.
  private static func classNames(_ result: ReportedResults) -> [String: [String]] {
    var names: [String: [String]] = [:]
    for row in result.first.rows where names[row.trial.dataset] == nil && row.trials > 0 {
      for trial in result.first.plannedTrials(of: row) where names[row.trial.dataset] == nil {
        names[row.trial.dataset] = try? result.store.record(of: trial)?.classNames
      }
    }
    return names
  }
}
