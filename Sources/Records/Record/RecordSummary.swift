import Files
import Foundation

/// What a table needs of a record.
public struct RecordSummary: Sendable, Equatable {
  /// Why the trial failed; nil where it did not.
  public let error: String?
  /// Scores by name; nil where one does not exist.
  public var scores: [String: Double?]
  /// The outcome of each test sample; nil for a bound without predictions and a failed trial.
  public let predictions: TrialRecord.Predictions?
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
  /// Directions of the latent space that were equally good, some of them kept; nil where the
  /// objective decided.
  public let tie: TrialRecord.Tie?
  /// Number of test rows that retrieval and neighbours were measured on, where it was a sample.
  public let comparedRows: Int?

  /// The summary of a record at hand.
  public init(_ record: TrialRecord) {
    error = record.error
    scores = record.scores
    predictions = record.predictions
    labelledCount = record.roles.labelled.count
    pairedCount = record.roles.paired.count
    testCount = record.roles.test.count - (record.unscored?.count ?? 0)
    classCount = record.classNames.count
    chosen = record.selection?.chosen
    fitSeconds = record.run.fitSeconds
    tie = record.latent?.tie
    comparedRows = record.latent?.comparedRows
  }

  /// The summary of the record of that key, and of that trial where one is given. Nil for anything
  /// that is not in the present form: that is then read in full, and one place says what is wrong.
  init?(_ text: Data, key: String, of trial: TrialDescription? = nil) {
    guard let document = JSONDocument(text), document.text("/schema") == TrialRecord.currentSchema,
      document.text("/key") == key, let scores = document.members("/scores"),
      let labelledCount = document.count("/roles/labelled"), let pairedCount = document.count("/roles/paired"),
      let testCount = document.count("/roles/test"), let classCount = document.count("/classNames"),
      Self.isRecord(document, of: trial)
    else { return nil }
    error = document.text("/error")
    self.scores = scores
    self.labelledCount = labelledCount
    self.pairedCount = pairedCount
    self.testCount = testCount - (document.count("/unscored") ?? 0)
    self.classCount = classCount
    fitSeconds = document.number("/run/fitSeconds")
    tie = document.number("/latent/tie/tied").map { tied in
      TrialRecord.Tie(
        tied: Int(tied), kept: Int(document.number("/latent/tie/kept") ?? 0), rule: document.text("/latent/tie/rule"))
    }
    comparedRows = document.number("/latent/comparedRows").map { Int($0) }
    chosen = document.json("/selection/chosen").flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) }
    if document.has("/predictions") {
      guard let predictions = TrialRecord.Predictions(document), predictions.fault(classCount: classCount) == nil,
        Self.hasRows(predictions.ids.count, ofPlane: document),
        predictions.ids.count == self.testCount
          || document.text("/trial/alignment/name") == Bound.sourceOnSource.rawValue
      else { return nil }
      self.predictions = predictions
    } else {
      predictions = nil
    }
  }
}

extension RecordSummary {
  /// Whether the latents in two dimensions, where they are kept, are those of so many rows.
  private static func hasRows(_ count: Int, ofPlane document: JSONDocument) -> Bool {
    guard document.has("/latentPlane") else { return true }
    return document.count("/latentPlane/source") == count && document.count("/latentPlane/target") == count
  }

  /// Whether what is not looked at here has its place in the form, and the description is that of
  /// `trial`.
  private static func isRecord(_ document: JSONDocument, of trial: TrialDescription?) -> Bool {
    if document.has("/error"), document.text("/error") == nil { return false }
    if !document.has("/error"), document.members("/scores")?.keys.contains("accuracy") != true { return false }
    guard document.has("/trial"), document.has("/provenance"), document.has("/run") else { return false }
    guard let trial else { return true }
    guard let own = document.json("/trial") else { return false }
    if let expected = try? CanonicalJSON.data(trial), own == expected { return true }
    // Written by something else, with numbers or keys in another form.
    return (try? JSONDecoder().decode(TrialDescription.self, from: own)) == trial
  }
}

extension TrialRecord.Predictions {
  fileprivate init?(_ document: JSONDocument) {
    guard let ids = document.texts("/predictions/ids"), let subjects = document.integers("/predictions/subjects"),
      let truth = document.integers("/predictions/truth"),
      let predicted = document.integers("/predictions/predicted")
    else { return nil }
    self.ids = ids
    self.subjects = subjects
    self.truth = truth
    self.predicted = predicted.map { $0 == .min ? nil : $0 }
    guard document.has("/predictions/latentDistances") else { return }
    guard let distances = document.numbers("/predictions/latentDistances") else { return nil }
    latentDistances = distances.map { $0.isNaN ? nil : $0 }
  }
}

extension RecordStore {
  /// The summary of the record with that key, and of that trial where one is given; nil where there
  /// is none.
  /// - Throws: as `record(of:)`.
  func summary(_ key: String, of trial: TrialDescription? = nil) throws -> RecordSummary? {
    guard let text = try text(of: key) else { return nil }
    if let summary = RecordSummary(text, key: key, of: trial) { return summary }
    guard let trial else { return try record(key).map(RecordSummary.init) }
    return try record(of: PlannedTrial(key: key, trial: trial)).map(RecordSummary.init)
  }
}
