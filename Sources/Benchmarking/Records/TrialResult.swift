import Parallelism

/// What a table needs of a record: the scores, and the outcome of each test sample in little memory.
public struct TrialResult: Sendable {
  /// Why the trial failed; nil where it did not.
  public let error: String?
  /// Scores by name; nil where one does not exist.
  public let scores: [String: Double?]
  /// The test samples that are scored; nil for a bound without predictions and a failed trial.
  public let samples: Samples?
  /// Test rows of the split that are scored.
  public let testCount: Int
  /// The parameters that a selection chose.
  public let selected: JSONValue?
  /// Seconds to fit the alignment.
  public let fitSeconds: Double?

  /// Test samples, one after another.
  public struct Samples: Sendable {
    /// Their ids.
    public let ids: [String]
    /// Their subjects.
    public let subjects: [Int]
    /// Their classes.
    public let truth: [Int]
    /// The predicted classes; nil where the classifier knew no candidate.
    public let predicted: [Int?]
    /// The distance of the two latents of each, nil where it lacks every source; nil without latents.
    public let latentDistances: [Double?]?
    /// Whether each is recognised.
    public var hits: [Bool] { zip(truth, predicted).map { $0 == $1 } }
  }
}

extension RecordStore {
  /// The results of the records with those keys, nil where there is none; read on all cores.
  /// - Throws: `InputError` for a file that is not a record, or one whose parts contradict one another.
  public func results(_ keys: [String]) throws -> [TrialResult?] {
    try concurrentMap(keys.count) { try record(keys[$0], as: ResultPart.self)?.result }
  }
}

/// The part of a record that a table needs.
private struct ResultPart: RecordPart {
  struct Roles: Decodable { var test: [Int] }
  struct Selection: Decodable { var chosen: JSONValue }
  struct Times: Decodable { var fitSeconds: Double? }

  var schema: String
  var key: String
  var classNames: [String]
  var error: String?
  var unscored: [String]?
  var roles: Roles
  var predictions: Record.Predictions?
  var scores: [String: Double?]
  var selection: Selection?
  var run: Times

  var fault: String? { predictions?.fault(classCount: classNames.count) }

  var result: TrialResult {
    TrialResult(
      error: error, scores: scores,
      samples: predictions.map {
        .init(
          ids: $0.ids, subjects: $0.subjects, truth: $0.truth, predicted: $0.predicted,
          latentDistances: $0.latentDistances)
      }, testCount: roles.test.count - (unscored?.count ?? 0), selected: selection?.chosen, fitSeconds: run.fitSeconds)
  }
}
