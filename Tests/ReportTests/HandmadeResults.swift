import Diagnostics
import Foundation
import Splits
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

/// A results folder made by hand: records as the tests want them.
struct HandmadeResults {
  let store = RecordStore(
    folder: FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-report-\(UUID().uuidString)"))
  private(set) var planned: [PlannedTrial] = []
  var classNames = ["a", "b", "c"]

  static func description(_ alignment: String, parameters: [String: JSONValue]) -> TrialDescription {
    let nothing = TrialDescription.Choice(name: "x")
    return TrialDescription(
      benchmark: "b", dataset: "d", datasetVersion: "1", protocol: .init(name: "p"), split: "1", source: "s",
      target: "t", encoderSource: nothing, encoderTarget: nothing, reduction: .null,
      alignment: .init(name: alignment, parameters: .object(parameters)), classifier: nothing, seed: 0)
  }

  /// Adds a trial of `samples` samples of some persons, of which so many are predicted rightly.
  /// - Parameters:
  ///   - right: How many; nil for a trial without predictions.
  ///   - shift: Where the first right one stands.
  mutating func add(
    _ alignment: String, _ parameters: [String: JSONValue] = [:], right: Int?, of samples: Int = 40, persons: Int = 4,
    shift: Int = 0,
    accuracy: Double? = nil, distances: [Double]? = nil, plane: TrialRecord.LatentPlane? = nil,
    changing change: (inout TrialDescription) -> Void = { _ in },
    record changeRecord: (inout TrialRecord) -> Void = { _ in }
  ) throws {
    var trial = Self.description(alignment, parameters: parameters)
    change(&trial)
    let key = "key-\(planned.count)"
    planned.append(.init(key: key, trial: trial))
    var scores: [String: Double?] = ["accuracy": right.map { Double($0) / Double(samples) } ?? accuracy]
    if let distances { scores["cmae"] = distances.reduce(0, +) / Double(samples) }
    var record = TrialRecord(
      key: key, trial: trial, data: [:], classNames: classNames,
      roles: Roles(labelled: [], paired: [], test: Array(0..<samples)), candidateClasses: Array(classNames.indices),
      scores: scores,
      provenance: Provenance(
        version: "1", revision: "abc", swift: "6", system: "s", processor: "p", blas: "b", blasThreads: 1,
        libraries: ["l": "2"]), run: .init(startedAt: "2026-01-01T00:00:00Z", fitSeconds: 0.5, seconds: 1))
    let truth = (0..<samples).map { $0 % classNames.count }
    record.predictions = right.map { right in
      .init(
        ids: (0..<samples).map { "sample-\($0)" }, subjects: (0..<samples).map { $0 % persons + 1 }, truth: truth,
        predicted: truth.enumerated().map {
          ($0 + samples - shift) % samples < right ? $1 : ($1 + 1) % classNames.count
        }, latentDistances: distances)
    }
    record.latentPlane = plane
    changeRecord(&record)
    try store.write(record)
  }

  func leaderboard(_ ordering: Ordering = .accuracy) throws -> Leaderboard {
    try store.writePlan(planned)
    return try Leaderboard(store, ordering: ordering)
  }

  func report(limit: Int = Report.defaultLimit, notes: ReferenceNotes = ReferenceNotes()) throws -> Report {
    try Report(results: [(leaderboard(), store)], notes: notes, limit: limit)
  }

  func remove() { try? FileManager.default.removeItem(at: store.folder) }

  /// Bounds, `none` and three rows of an alignment.
  static func typical() throws -> HandmadeResults {
    var results = HandmadeResults()
    try results.add("chance", right: nil, accuracy: 1.0 / 3)
    try results.add("target-supervised", right: 38)
    try results.add("none", right: 12, distances: [Double](repeating: 4, count: 40))
    for (k, right) in [(1, 20), (2, 34), (3, 35)] {
      try results.add(
        "perfect", ["k": .integer(k)], right: right, shift: k, distances: [Double](repeating: Double(k), count: 40))
    }
    return results
  }
}

/// The data that a page carries, read as a browser reads them.
struct CarriedData {
  let object: [String: JSONValue]

  init(_ html: String) throws {
    let start = try #require(html.range(of: "id=\"report-data\">"))
    let end = try #require(html[start.upperBound...].range(of: "</script>"))
    let text = html[start.upperBound..<end.lowerBound]
    object = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)).members
  }

  subscript(name: String) -> JSONValue { object[name] ?? .null }
}

extension JSONValue {
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  subscript(name: String) -> JSONValue { members[name] ?? .null }
}
