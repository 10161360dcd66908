import Records
import Metrics

/// What a leaderboard needs of one record: far less than the record.
struct TrialResult: Sendable {
  /// Whether the trial failed.
  let failed: Bool
  /// Each metric by name; nil where it does not exist.
  let scores: [String: Double?]
  /// The test samples with predictions; nil without predictions.
  let samples: ScoredSamples?
  /// 1 or 0 for each of them.
  let hits: [Double]?
  /// Values of each of them whose means are the scores over classes.
  let classAverages: ClassAverages?
  /// The distance of the two latents of each of them; nil unless all have one.
  let distances: [Double]?
  /// Number of test samples that were scored.
  let testSamples: Int
  /// Labelled rows.
  let labelled: Int
  /// Pairs.
  let paired: Int
  /// Classes of the data set.
  let classes: Int
  /// Seconds to fit the alignment.
  let fitSeconds: Double?
  /// What a selection chose.
  let chosen: JSONValue?
  /// Directions that were equally good, some of them kept.
  let tie: TrialRecord.Tie?
  /// Number of test rows that retrieval and neighbours were measured on, where it was a sample.
  let comparedRows: Int?

  /// What a table needs of a record.
  init(_ record: RecordSummary) {
    failed = record.error != nil
    scores = record.scores
    samples = record.predictions.map { ScoredSamples(ids: $0.ids, subjects: $0.subjects) }
    hits = record.predictions?.hits
    classAverages = record.predictions.flatMap { predictions in
      ClassAverages(truth: predictions.truth, predicted: predictions.predicted, classCount: record.classCount)
    }
    if let found = record.predictions?.latentDistances, !found.contains(nil) {
      distances = found.compactMap(\.self)
    } else {
      distances = nil
    }
    testSamples = record.testCount
    labelled = record.labelledCount
    paired = record.pairedCount
    classes = record.classCount
    fitSeconds = record.fitSeconds
    chosen = record.chosen
    tie = record.tie
    comparedRows = record.comparedRows
  }

  /// The same of a whole record, with `scores` in place of its own.
  init(_ record: TrialRecord, scores: [String: Double?]) {
    var summary = RecordSummary(record)
    summary.scores = scores
    self.init(summary)
  }
}

/// The test samples of one split: rows can be compared sample by sample where these are the same.
struct ScoredSamples: Sendable, Equatable {
  let ids: [String]
  let subjects: [Int]
}
