import Foundation
import Splits
import Synchronization

/// The bytes of records of one split. Their roles are the same, and mostly their test rows, thousands of numbers and names: these are
/// encoded once and put in their places. The bytes are those of the whole record encoded at once.
final class RecordEncoder: Sendable {
  private let roles: Roles
  private let rolesText: Data
  /// The test rows of the last record: those of one direction are mostly the same.
  private let test = Mutex<TestRows?>(nil)

  /// - Parameter roles: those of the records to come.
  init(roles: Roles) throws {
    self.roles = roles
    rolesText = try CanonicalJSON.data(roles)
  }

  /// The canonical JSON of a record.
  func data(_ record: Record) throws -> Data {
    var bare = record
    var places: [(empty: String, full: [Data])] = []
    if var predictions = record.predictions {
      let rows = try rows(of: predictions)
      (predictions.ids, predictions.subjects, predictions.truth) = ([], [], [])
      bare.predictions = predictions
      places.append((#""predictions":{"ids":[],"#, [Data(#""predictions":{"ids":"#.utf8), rows.ids, Data(",".utf8)]))
      places.append(
        (
          #""subjects":[],"truth":[]}"#,
          [Data(#""subjects":"#.utf8), rows.subjects, Data(#","truth":"#.utf8), rows.truth, Data("}".utf8)]
        ))
    }
    if record.roles == roles {
      bare.roles = Roles(labelled: [], paired: [], test: [])
      let empty = String(decoding: try CanonicalJSON.data(bare.roles), as: UTF8.self)
      places.append((#""roles":"# + empty, [Data(#""roles":"#.utf8), rolesText]))
    }
    return try Self.replacing(places, in: CanonicalJSON.data(bare)) ?? CanonicalJSON.data(record)
  }

  /// The text with every place filled; nil where one is not there exactly once. (No string holds one: its quotes would be escaped.)
  private static func replacing(_ places: [(empty: String, full: [Data])], in text: Data) -> Data? {
    var result = Data()
    var end = text.startIndex
    for (empty, full) in places {
      let empty = Data(empty.utf8)
      guard let place = text.range(of: empty, in: end..<text.endIndex),
        text.range(of: empty, in: place.upperBound..<text.endIndex) == nil
      else { return nil }
      result += text[end..<place.lowerBound]
      for part in full { result += part }
      end = place.upperBound
    }
    return result + text[end...]
  }

  private func rows(of predictions: Record.Predictions) throws -> TestRows {
    if let known = test.withLock({ $0 }), known.areThose(of: predictions) { return known }
    let rows = try TestRows(predictions)
    test.withLock { $0 = rows }
    return rows
  }
}

/// The test rows of predictions, and their JSON.
private struct TestRows: Sendable {
  let predictions: Record.Predictions
  let ids: Data
  let subjects: Data
  let truth: Data

  init(_ predictions: Record.Predictions) throws {
    self.predictions = predictions
    ids = try CanonicalJSON.data(predictions.ids)
    subjects = try CanonicalJSON.data(predictions.subjects)
    truth = try CanonicalJSON.data(predictions.truth)
  }

  func areThose(of other: Record.Predictions) -> Bool {
    predictions.ids == other.ids && predictions.subjects == other.subjects && predictions.truth == other.truth
  }
}
