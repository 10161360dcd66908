import Foundation
import Splits

@testable import Records

/// A small results folder whose records are always the same: two directions, three methods and two
/// bounds, four persons.
struct FixedResults {
  let folder: URL

  init(dataset: String = "fixed") throws {
    folder = try HARTransfer.temporaryFolder()
    let store = RecordStore(folder: folder)
    var planned: [PlannedTrial] = []
    for (source, target) in [("wrist", "camera"), ("camera", "wrist")] {
      for (place, method) in Self.methods.enumerated() {
        let record = Self.record(
          "key-\(source)-\(place)", dataset, method.name, method.parameters, source, target, wrongEvery: method.period)
        planned.append(PlannedTrial(key: record.key, trial: record.trial))
        try store.write(record)
      }
    }
    try store.writePlan(planned)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Of every so many samples one is wrong.
  private static let methods: [(name: String, parameters: [String: JSONValue], period: Int)] = [
    ("target-supervised", [:], 20), ("perfect", ["k": .integer(2), "scaling": .string("raw")], 10),
    ("perfect", ["k": .integer(4), "scaling": .string("raw")], 9),
    ("ridge-cca", ["k": .integer(2), "ridge": .number(0.1)], 5), ("chance", [:], 2), ("none", [:], 1),
  ]

  private static func record(
    _ key: String, _ dataset: String, _ alignment: String, _ parameters: [String: JSONValue], _ source: String,
    _ target: String,
    wrongEvery period: Int
  ) -> TrialRecord {
    let samples = 0..<80
    let trial = TrialDescription(
      benchmark: "fixed", dataset: dataset, datasetVersion: "1", protocol: .init(name: "cross-subject"), split: "1",
      source: source, target: target, encoderSource: .init(name: "statistics"),
      encoderTarget: .init(name: "minirocket"),
      reduction: .null, alignment: .init(name: alignment, parameters: .object(parameters)),
      classifier: .init(name: "nearest-centroid"), seed: 0)
    let truth = samples.map { $0 / 20 }
    let predicted = samples.map { $0 % period == 0 ? (truth[$0] + 1) % 4 : truth[$0] }
    let accuracy = Double(zip(truth, predicted).count { $0 == $1 }) / 80
    var record = TrialRecord(
      key: key, trial: trial, data: [:], classNames: ["walk", "run", "sit", "stand"],
      roles: Roles(labelled: [], paired: [], test: Array(samples)), candidateClasses: [0, 1, 2, 3], error: nil,
      scores: [
        "accuracy": accuracy, "balancedAccuracy": accuracy, "macroF1": accuracy, "sourceAccuracy": 0.975, "cmae": 1.25,
        "cmaeNormalised": 0.5, "recallAt1": 0.25,
      ],
      provenance: Provenance(
        version: "1", revision: nil, swift: "6", system: "s", processor: "p", blas: "b", blasThreads: 1, libraries: [:]),
      run: .init(startedAt: "2026-01-01T00:00:00Z", fitSeconds: 0.5, seconds: 1))
    record.predictions = .init(
      ids: samples.map { "sample-\($0)" }, subjects: samples.map { $0 % 4 + 1 }, truth: truth, predicted: predicted,
      latentDistances: nil)
    return record
  }
}
