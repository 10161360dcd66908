import Records
import Statistics

/// The trials of one row: what was planned and what came of it.
struct RowRecords: Sendable {
  let trial: TrialDescription
  /// In the order of the plan; nil where there is no record.
  let results: [TrialResult?]
  /// 1 or 0 for each test sample, one split after the other; nil unless every trial has predictions.
  let hits: [Double]?
  /// The values of each test sample whose means are the scores over classes, likewise.
  let balanced: [Double]?
  let macroF1: [Double]?
  /// The latent distance of each test sample, likewise; nil unless every trial has them for all samples.
  let distances: [Double]?
  /// The test samples by split; nil unless every trial has predictions.
  let samples: [ScoredSamples]?

  init(trial: TrialDescription, results: [TrialResult?]) {
    self.trial = trial
    self.results = results
    func complete<T>(_ values: [[T]?]) -> [[T]]? {
      let present = values.compactMap { $0 }
      return present.count == results.count && present.allSatisfy { !$0.isEmpty } ? present : nil
    }
    let succeeded = results.map { $0?.failed == false ? $0 : nil }
    hits = complete(succeeded.map { $0?.hits }).map { Array($0.joined()) }
    balanced = complete(succeeded.map { $0?.classAverages?.balancedAccuracy }).map { Array($0.joined()) }
    macroF1 = complete(succeeded.map { $0?.classAverages?.macroF1 }).map { Array($0.joined()) }
    distances = complete(succeeded.map { $0?.distances }).map { Array($0.joined()) }
    let found = succeeded.compactMap { $0?.samples }
    samples = hits != nil && found.count == results.count ? found : nil
  }

  /// The values by sample whose mean decides the order.
  func values(_ ordering: Ordering) -> [Double]? {
    switch ordering {
    case .accuracy: hits
    case .balancedAccuracy: balanced
    case .macroF1: macroF1
    case .cmae: distances
    }
  }

  /// Which samples belong together.
  var design: TestDesign? { samples.map { TestDesign(subjects: $0.map(\.subjects)) } }

  /// The row, without what depends on other rows.
  var row: LeaderboardRow {
    var row = LeaderboardRow(trial: trial)
    let succeeded = results.compactMap { $0 }.filter { !$0.failed }
    row.trials = succeeded.count
    row.failed = results.count { $0?.failed == true }
    row.missing = results.count { $0 == nil }
    row.testSamples = succeeded.reduce(0) { $0 + $1.testSamples }
    if !succeeded.isEmpty {
      func mean(_ count: (TrialResult) -> Double) -> Double {
        succeeded.map(count).reduce(0, +) / Double(succeeded.count)
      }
      row.labelledRows = mean { Double($0.labelled) }
      row.pairedRows = mean { Double($0.paired) }
      row.labelsPerClass = mean { Double($0.labelled) / Double(max($0.classes, 1)) }
    }
    let names = Set(succeeded.flatMap(\.scores.keys)).sorted()
    for name in names {
      // A score that some trial does not have has no mean.
      let values = succeeded.compactMap { $0.scores[name] ?? nil }
      if values.count == succeeded.count { row.scores[name] = values.reduce(0, +) / Double(values.count) }
    }
    let seconds = succeeded.compactMap(\.fitSeconds)
    if !seconds.isEmpty { row.fitSeconds = seconds.reduce(0, +) / Double(seconds.count) }
    // What rounding decided is said before what a rule decided.
    let ties = succeeded.compactMap(\.tie)
    row.tie = ties.first { $0.rule == nil } ?? ties.max { $0.tied < $1.tied }
    let chosen = succeeded.map(\.chosen)
    if let first = chosen.first, chosen.allSatisfy({ $0 == first }) { row.selectedParameters = first }
    return row
  }
}
