import Benchmarking

/// The trials of one row: what was planned and the records there are.
struct RowRecords {
  let trial: TrialDescription
  /// In the order of the plan; nil where there is no record.
  let records: [Record?]

  private var succeeded: [Record] { records.compactMap { $0 }.filter { $0.error == nil } }

  /// 1 or 0 for each test sample, by split; nil unless every trial has predictions.
  var hits: [[Double]]? { complete(succeeded.map { $0.predictions?.hits }) }

  /// The latent distance of each test sample, by split; nil unless every trial has them for all samples.
  var distances: [[Double]]? {
    complete(
      succeeded.map { record in
        guard let distances = record.predictions?.latentDistances, !distances.contains(nil) else { return nil }
        return distances.compactMap(\.self)
      })
  }

  /// The values by sample whose mean decides the order.
  func values(_ ordering: Ordering) -> [[Double]]? { ordering == .accuracy ? hits : distances }

  /// The row, without what depends on other rows.
  var row: LeaderboardRow {
    var row = LeaderboardRow(trial: trial)
    row.trials = succeeded.count
    row.failed = records.count { $0?.error != nil }
    row.missing = records.count { $0 == nil }
    row.testSamples = succeeded.reduce(0) { $0 + $1.roles.test.count - ($1.unscored?.count ?? 0) }
    if !succeeded.isEmpty {
      func mean(_ count: (Record) -> Double) -> Double {
        succeeded.map(count).reduce(0, +) / Double(succeeded.count)
      }
      row.labelledRows = mean { Double($0.roles.labelled.count) }
      row.pairedRows = mean { Double($0.roles.paired.count) }
      row.labelsPerClass = mean { Double($0.roles.labelled.count) / Double(max($0.classNames.count, 1)) }
    }
    let names = Set(succeeded.flatMap(\.scores.keys)).sorted()
    for name in names {
      // A score that some trial does not have has no mean.
      let values = succeeded.compactMap { $0.scores[name] ?? nil }
      if values.count == succeeded.count { row.scores[name] = values.reduce(0, +) / Double(values.count) }
    }
    let seconds = succeeded.compactMap(\.run.fitSeconds)
    if !seconds.isEmpty { row.fitSeconds = seconds.reduce(0, +) / Double(seconds.count) }
    let chosen = succeeded.map { $0.selection?.chosen }
    if let first = chosen.first, chosen.allSatisfy({ $0 == first }) { row.selectedParameters = first }
    return row
  }

  private func complete(_ values: [[Double]?]) -> [[Double]]? {
    let present = values.compactMap { $0 }
    return present.count == records.count && present.allSatisfy { !$0.isEmpty } ? present : nil
  }
}
