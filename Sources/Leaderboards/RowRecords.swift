import Records
import Statistics

/// The trials of one row: what was planned and what came of it.
struct RowRecords: Sendable {
  let trial: TrialDescription
  /// In the order of the plan, repetition after repetition; nil where there is no record.
  let results: [TrialResult?]
  /// How often every split was run with other seeds.
  let repetitions: Int
  /// 1 or 0 for each test sample, one split after the other and one repetition after the other; nil
  /// unless every trial has predictions.
  let hits: [Double]?
  /// The values of each test sample whose means are the scores over classes, likewise.
  let balanced: [Double]?
  let macroF1: [Double]?
  /// The latent distance of each test sample, likewise; nil unless every trial has them for all
  /// samples.
  let distances: [Double]?
  /// The test samples by split; nil unless every trial has predictions.
  let samples: [ScoredSamples]?

  /// - Parameter numbers: the repetition of each result, from 1.
  init(trial: TrialDescription, results planned: [TrialResult?], repetitions numbers: [Int]) {
    self.trial = trial
    let order = planned.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    let results = order.map { planned[$0] }
    self.results = results
    repetitions = max(1, Set(numbers).count)
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
    let splits = results.count / repetitions
    let areAlike = found.count == results.count && found.indices.allSatisfy { found[$0] == found[$0 % splits] }
    samples = hits != nil && areAlike ? Array(found.prefix(splits)) : nil
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
  var design: TestDesign? { design(repetitions: repetitions) }

  /// The design beside rows of so many repetitions.
  func design(repetitions: Int) -> TestDesign? {
    samples.map { TestDesign(subjects: $0.map(\.subjects), repetitions: repetitions) }
  }

  /// The values beside rows of `times` repetitions: a row that draws nothing has the same in each.
  func repeating(_ values: [Double], times: Int) -> [Double] {
    repetitions == times ? values : (0..<times).flatMap { _ in values }
  }

  /// The accuracy of each repetition; nil where a trial has none.
  private var accuracies: [Double]? {
    let splits = results.count / repetitions
    let values = results.compactMap { $0?.scores["accuracy"] ?? nil }
    guard values.count == results.count, splits > 0 else { return nil }
    return (0..<repetitions).map { repetition in
      values[(repetition * splits)..<((repetition + 1) * splits)].reduce(0, +) / Double(splits)
    }
  }

  /// The standard deviation; nil of a single value.
  private static func deviation(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  /// The row, without what depends on other rows.
  var row: LeaderboardRow {
    var row = LeaderboardRow(trial: trial)
    let succeeded = results.compactMap { $0 }.filter { !$0.failed }
    row.trials = succeeded.count
    row.failed = results.count { $0?.failed == true }
    row.missing = results.count { $0 == nil }
    let once = results.prefix(results.count / repetitions).compactMap { $0 }.filter { !$0.failed }
    row.testSamples = once.reduce(0) { $0 + $1.testSamples }
    row.targetSeen = trial.targetSeenText
    row.repetitions = repetitions
    if hits != nil {
      let worst = persons.worstFifth.map(\.accuracy)
      row.worstFifthAccuracy = worst.reduce(0, +) / Double(worst.count)
    }
    row.repetitionDeviation = accuracies.flatMap(Self.deviation)
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
    row.comparedRows = succeeded.compactMap(\.comparedRows).min()
    let chosen = succeeded.map(\.chosen)
    if let first = chosen.first, chosen.allSatisfy({ $0 == first }) { row.selectedParameters = first }
    return row
  }
}
