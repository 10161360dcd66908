import Figures
import Foundation
import Leaderboards
import Metrics
import Splits

@testable import Records

/// Results made up by a rule: every method is right as often as its place in the list says, persons
/// differ, and all that figures draw is there.
struct MadeResults {
  static let methods: [(name: String, parameters: [String: JSONValue])] = [
    ("target-supervised", [:]), ("perfect", ["k": .integer(2), "scaling": .string("raw")]),
    ("perfect", ["k": .integer(4), "scaling": .string("raw")]), ("ridge-cca", ["k": .integer(2)]),
    ("ridge-cca", ["k": .integer(4)]), ("student-teacher", [:]), ("none", [:]), ("majority", [:]), ("chance", [:]),
  ]

  var benchmark = "made"
  var dataset = "made-up"
  var modalities = ["skeleton", "inertial", "depth"]
  var classNames = ["wave", "clap", "throw", "jog"]
  var methods = MadeResults.methods
  var hasPredictions = true
  var hasLatents = true
  /// The places of methods whose records are not there.
  var missing: Set<Int> = []
  /// Points of the axis of pairs, beside the default.
  var pairs: [Double] = [8, 16]
  /// The directions as places of modalities.
  var directions = [(0, 1), (1, 0), (0, 2)]

  private static let persons = [1, 2, 3, 4]
  private static let samplesOfPerson = 24

  func make() throws -> RecordStore {
    let store = RecordStore(
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-figures-\(UUID().uuidString)"))
    var planned: [PlannedTrial] = []
    for (direction, ends) in directions.enumerated() {
      for condition in [nil] + pairs.map({ Condition(Condition.pairs, $0) }) {
        for (place, method) in methods.enumerated() {
          let nothing = TrialDescription.Choice(name: "moments")
          let trial = TrialDescription(
            benchmark: benchmark, dataset: dataset, datasetVersion: "1", protocol: .init(name: "cross-subject"),
            split: "1", source: modalities[ends.0], target: modalities[ends.1], encoderSource: nothing,
            encoderTarget: nothing, reduction: .null,
            alignment: .init(name: method.name, parameters: .object(method.parameters)),
            classifier: .init(name: "nearest-centroid"), condition: condition, seed: 0)
          let key = "record-\(planned.count)"
          planned.append(PlannedTrial(key: key, trial: trial))
          guard !missing.contains(place) else { continue }
          let loss = condition.map { 0.4 - 0.01 * $0.value } ?? 0
          try store.write(record(key, trial, place: place, skill: skill(place, direction) - loss))
        }
      }
    }
    try store.writePlan(planned)
    return store
  }

  /// How often a method is right.
  private func skill(_ place: Int, _ direction: Int) -> Double {
    switch methods[place].name {
    case "none": 0.3
    case "majority", "chance": 0.25
    default: 0.95 - 0.4 * Double(place) / Double(methods.count) - 0.03 * Double((place * 5 + direction) % 3)
    }
  }

  private func record(_ key: String, _ trial: TrialDescription, place: Int, skill: Double) -> TrialRecord {
    let count = Self.persons.count * Self.samplesOfPerson
    let subjects = (0..<count).map { Self.persons[$0 / Self.samplesOfPerson] }
    let truth = (0..<count).map { $0 % classNames.count }
    let right = (0..<count).map { sample in
      let level = skill + 0.03 * Double(subjects[sample] - 2)
      return Double((sample * 37 + place * 11) % 97) / 97 < level
    }
    let predicted = zip(truth, right).map { $1 ? $0 : ($0 + 1 + place % 2) % classNames.count }
    var scores: [String: Double?] = ["accuracy": Double(right.count { $0 }) / Double(count)]
    let isBound = trial.isBound
    if !isBound {
      scores["cmae"] = 1.5 + Double((place * 7) % 5)
      scores["cmaeNormalised"] = 0.2 + 0.1 * Double((place * 3) % 7)
    }
    var record = TrialRecord(
      key: key, trial: trial, data: [:], classNames: classNames,
      roles: Roles(
        labelled: Array(count..<(count + 8)), paired: Array((count + 8)..<(count + 32)), test: Array(0..<count)),
      candidateClasses: Array(classNames.indices), scores: scores,
      provenance: Provenance(
        version: "", revision: nil, swift: "", system: "", processor: "", blas: "", blasThreads: 1, libraries: [:]),
      run: .init(startedAt: "", fitSeconds: isBound ? nil : 0.01 * Double(place + 1), seconds: 1))
    guard hasPredictions, trial.alignment.name != "chance" else { return record }
    let distances = isBound ? nil : (0..<count).map { 1 + Double(($0 * 13 + place) % 10) / 4 }
    record.predictions = .init(
      ids: (0..<count).map { "clip-\($0)" }, subjects: subjects, truth: truth, predicted: predicted,
      latentDistances: distances)
    record.confusion = ConfusionMatrix(truth: truth, predictions: predicted, classCount: classNames.count)
    guard hasLatents, !isBound else { return record }
    let shift = trial.alignment.name == "none" ? 3.0 : 0.3
    let source = (0..<count).map {
      [Double(truth[$0]) + Double($0 % 7) / 10, Double($0 % 5) / 5 + Double(truth[$0] % 2)]
    }
    record.latentPlane = .init(
      source: source, target: source.map { [$0[0] + shift, $0[1] - shift] }, varianceShares: [0.6, 0.2],
      spectrum: .init(
        name: "canonical correlations", values: (0..<12).map { 0.99 - 0.07 * Double($0) }, count: 12, kept: 4))
    return record
  }
}

extension TrialDescription {
  fileprivate var isBound: Bool { Bound(rawValue: alignment.name) != nil }
}

/// Figures of made-up results in a folder of their own.
struct DrawnFigures {
  let folder: URL
  let outcome: Figures.Outcome
  let leaderboard: Leaderboard
  let leaderboards: [Leaderboard]

  init(_ results: MadeResults..., options: FigureOptions) async throws {
    let made = try results.map { results in
      let store = try results.make()
      return Figures.Result(store: store, leaderboard: try Leaderboard(store))
    }
    folder = made[0].store.folder.appendingPathComponent("figures")
    (leaderboard, leaderboards) = (made[0].leaderboard, made.map(\.leaderboard))
    outcome = try await Figures(made, options: options).draw(into: folder)
    for result in made.dropFirst() { try? FileManager.default.removeItem(at: result.store.folder) }
  }

  func remove() { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }
  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  /// The files in the folder.
  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  /// The lines of a table below its head, by column; for tables without quoted cells.
  func table(_ name: String) throws -> [[String: String]] {
    let lines = try text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { cells in
      Dictionary(uniqueKeysWithValues: zip(lines[0], cells))
    }
  }
}
