import Files
import Foundation
import Locks
import Splits

/// The bytes of the records of one split: those of each whole record encoded at once.
///
/// Their roles are the same, and mostly their test rows: thousands of numbers and names. These are
/// encoded once and put in their places (`RecordText`). So are lists of plain numbers, which a
/// general encoder takes one by one.
package final class RecordEncoder: Sendable {
  private let roles: Roles
  private let rolesText: Data
  /// The test rows of the last record: those of one direction are mostly the same.
  private let test = Mutex<TestRows?>(nil)

  /// - Parameter roles: those of the records to come.
  package init(roles: Roles) throws {
    self.roles = roles
    rolesText = try CanonicalJSON.data(roles)
  }

  /// The canonical JSON of a record.
  package func data(_ record: TrialRecord) throws -> Data {
    var bare = record
    var gaps: [RecordText.Gap] = []
    if let predictions = record.predictions, let text = try text(of: predictions) {
      let empty = TrialRecord.Predictions(
        ids: [], subjects: [], truth: [], predicted: [], latentDistances: predictions.latentDistances.map { _ in [] })
      bare.predictions = empty
      gaps.append(.init(mark: try CanonicalJSON.data(empty), text: text))
    }
    if record.roles == roles {
      bare.roles = Roles(labelled: [], paired: [], test: [])
      gaps.append(.init(mark: try CanonicalJSON.data(bare.roles), text: rolesText))
    }
    return try RecordText.filling(gaps, in: CanonicalJSON.data(bare)) ?? CanonicalJSON.data(record)
  }

  /// The JSON of predictions; nil where a distance has none.
  private func text(of predictions: TrialRecord.Predictions) throws -> Data? {
    let rows = try rows(of: predictions)
    var members = [("ids", rows.ids)]
    if let distances = predictions.latentDistances {
      guard let text = CanonicalJSON.list(distances) else { return nil }
      members.append(("latentDistances", text))
    }
    members += [
      ("predicted", CanonicalJSON.list(predictions.predicted)), ("subjects", rows.subjects), ("truth", rows.truth),
    ]
    var text = Data()
    text.reserveCapacity(members.reduce(2) { $0 + $1.1.count + $1.0.utf8.count + 4 })
    for (name, value) in members {
      text += Data("\(text.isEmpty ? "{" : ",")\"\(name)\":".utf8)
      text += value
    }
    text += Data("}".utf8)
    return text
  }

  private func rows(of predictions: TrialRecord.Predictions) throws -> TestRows {
    if let known = test.withLock({ $0 }), known.areThose(of: predictions) { return known }
    let rows = try TestRows(predictions)
    test.withLock { $0 = rows }
    return rows
  }
}

/// The test rows of predictions, and their JSON.
private struct TestRows: Sendable {
  let predictions: TrialRecord.Predictions
  let ids: Data
  let subjects: Data
  let truth: Data

  init(_ predictions: TrialRecord.Predictions) throws {
    self.predictions = predictions
    ids = try CanonicalJSON.data(predictions.ids)
    subjects = try CanonicalJSON.data(predictions.subjects)
    truth = try CanonicalJSON.data(predictions.truth)
  }

  func areThose(of other: TrialRecord.Predictions) -> Bool {
    predictions.ids == other.ids && predictions.subjects == other.subjects && predictions.truth == other.truth
  }
}
