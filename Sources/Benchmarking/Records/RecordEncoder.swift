import Foundation
import Splits
import Synchronization

/// The bytes of records of one split. Their roles are the same, and mostly their test rows, thousands of numbers and names: these are
/// encoded once and put in their places, as are lists of plain numbers, which a general encoder takes one by one. The bytes are those
/// of the whole record encoded at once.
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
  func data(_ record: TrialRecord) throws -> Data {
    var bare = record
    var places: [(empty: Data, full: Data)] = []
    if let predictions = record.predictions, let text = try text(of: predictions) {
      let empty = TrialRecord.Predictions(
        ids: [], subjects: [], truth: [], predicted: [], latentDistances: predictions.latentDistances.map { _ in [] })
      bare.predictions = empty
      places.append((try CanonicalJSON.data(empty), text))
    }
    if record.roles == roles {
      bare.roles = Roles(labelled: [], paired: [], test: [])
      places.append((try CanonicalJSON.data(bare.roles), rolesText))
    }
    return try Self.replacing(places, in: CanonicalJSON.data(bare)) ?? CanonicalJSON.data(record)
  }

  /// The text with every place filled; nil where one is not there exactly once. (No string holds one: its quotes would be escaped.)
  private static func replacing(_ places: [(empty: Data, full: Data)], in text: Data) -> Data? {
    var result = Data()
    var end = text.startIndex
    for (empty, full) in places {
      guard let place = text.range(of: empty, in: end..<text.endIndex),
        text.range(of: empty, in: place.upperBound..<text.endIndex) == nil
      else { return nil }
      result += text[end..<place.lowerBound] + full
      end = place.upperBound
    }
    return result + text[end...]
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

extension CanonicalJSON {
  /// A list of whole numbers as `data` encodes it.
  static func list(_ values: [Int?]) -> Data { list(values) { "\($0)" } }

  /// A list of numbers as `data` encodes it; nil where one is not finite, which JSON does not know.
  static func list(_ values: [Double?]) -> Data? {
    guard values.allSatisfy({ $0?.isFinite ?? true }) else { return nil }
    return list(values) { value in
      let text = "\(value)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }

  private static func list<T>(_ values: [T?], _ text: (T) -> String) -> Data {
    var result = "["
    for (place, value) in values.enumerated() {
      if place > 0 { result += "," }
      result += value.map(text) ?? "null"
    }
    return Data((result + "]").utf8)
  }
}
