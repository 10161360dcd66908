import Parallelism

/// What a table needs of a record: less than half of its text.
public struct RecordSummary: Sendable {
  /// Why the trial failed; nil where it did not.
  public let error: String?
  /// Scores by name; nil where one does not exist.
  public var scores: [String: Double?]
  /// The outcome of each test sample; nil for a bound without predictions and a failed trial.
  public let predictions: Record.Predictions?
  /// Labelled rows of the split.
  public let labelledCount: Int
  /// Paired rows of the split.
  public let pairedCount: Int
  /// Test rows of the split that are scored.
  public let testCount: Int
  /// Classes of the data set.
  public let classCount: Int
  /// The parameters that a selection chose; nil where nothing was left open.
  public let chosen: JSONValue?
  /// Seconds to fit the alignment.
  public let fitSeconds: Double?

  /// The summary of a record at hand.
  public init(_ record: Record) {
    error = record.error
    scores = record.scores
    predictions = record.predictions
    labelledCount = record.roles.labelled.count
    pairedCount = record.roles.paired.count
    testCount = record.roles.test.count - (record.unscored?.count ?? 0)
    classCount = record.classNames.count
    chosen = record.selection?.chosen
    fitSeconds = record.run.fitSeconds
  }

  fileprivate init(_ part: SummaryPart) {
    error = part.error
    scores = part.scores
    predictions = part.predictions
    labelledCount = part.roles.labelled.count
    pairedCount = part.roles.paired.count
    testCount = part.roles.test.count - (part.unscored?.count ?? 0)
    classCount = part.classNames.count
    chosen = part.selection?.chosen
    fitSeconds = part.run.fitSeconds
  }
}

extension RecordStore {
  /// What `transform` makes of the records with those keys, nil where there is none; read on all cores.
  /// - Throws: `InputError` for a file that is not a record, or one whose parts contradict one another.
  public func summaries<Made: Sendable>(
    _ keys: [String], _ transform: @Sendable (RecordSummary) throws -> Made
  ) throws -> [Made?] {
    try concurrentMap(keys.count) { place in
      try record(keys[place], as: SummaryPart.self).map { try transform(RecordSummary($0)) }
    }
  }
}

/// The part of a record that a summary is made from.
private struct SummaryPart: RecordPart {
  struct Roles: Decodable {
    var labelled: [Int]
    var paired: [Int]
    var test: [Int]
  }
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
}
