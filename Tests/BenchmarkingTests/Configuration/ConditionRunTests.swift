import Diagnostics
import Files
import Foundation
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

/// A benchmark with axes from its configuration to its records.
@Suite("Runs with axes")
struct ConditionRunTests {
  private func inFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("axes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  private func configuration(_ axes: String) throws -> BenchmarkConfiguration {
    let text = """
      benchmark: small
      dataset: {synthetic: {samples: 240, dimensions: [6, 5], latentDimension: 3, noise: 1, classes: 3}}
      protocols: [{random-40-40-10-10: {draws: 2}}]
      directions: [modality-1 -> modality-2]
      alignments:
        - perfect: {k: 3}
        - ridge-cca: {select: {k: [1, 3], by: source-validation}}
        - ridge-cca: {select: {k: [1, 3], by: oracle}}
      classifiers: [nearest-centroid]
      \(axes)
      """
    return try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
  }

  /// The records of a run by key, without times.
  private func records(_ axes: String, in folder: URL) throws -> [String: TrialRecord] {
    let runner = try BenchmarkRunner(
      configuration(axes), results: folder, cache: folder.appendingPathComponent("cache"))
    let summary = try runner.run()
    #expect(summary.failed == 0)
    return Dictionary(
      uniqueKeysWithValues: try runner.store.plan().map { planned in
        let found = try runner.store.record(planned.key)
        var record = try #require(found)
        record.run = .init(startedAt: "", fitSeconds: nil, selectionSeconds: nil, seconds: 0)
        return (planned.key, record)
      })
  }

  @Test(
    "records at the defaults are the same bytes with axes and without, and a record is the same alone and among others")
  func sameBytes() throws {
    try inFolder { folder in
      let without = try records("", in: folder.appendingPathComponent("a"))
      let with = try records(
        "axes: {pairs: [20, all], labels: [2, 5], fewShot: [1, 5], mismatchedPairs: [0.5]}",
        in: folder.appendingPathComponent("b"))
      #expect(!without.isEmpty && with.count == 7 * without.count)
      for (key, record) in without {
        #expect(try CanonicalJSON.data(record) == CanonicalJSON.data(try #require(with[key])))
      }
      // One point alone, whose data nothing else has made.
      for axes in ["axes: {fewShot: [5]}", "axes: {mismatchedPairs: [0.5]}", "axes: {labels: [5]}"] {
        let results = folder.appendingPathComponent("c-\(axes.count)")
        let alone = try records(axes, in: results).filter { $0.value.trial.condition != nil }
        #expect(alone.count == without.count)
        for (key, record) in alone {
          #expect(try CanonicalJSON.data(record) == CanonicalJSON.data(try #require(with[key])))
        }
      }
    }
  }

  @Test("a condition alone is made from its own features where the defaults are recorded already")
  func resumed() throws {
    try inFolder { folder in
      let without = try records("", in: folder)
      let with = try records("axes: {fewShot: [5], labels: [2]}", in: folder)
      #expect(!without.isEmpty && with.count == 3 * without.count)
      let fresh = try records("axes: {fewShot: [5], labels: [2]}", in: folder.appendingPathComponent("fresh"))
      for (key, record) in with {
        #expect(try CanonicalJSON.data(record) == CanonicalJSON.data(try #require(fresh[key])))
      }
    }
  }

  @Test("the roles of each record are what its condition says")
  func roles() throws {
    try inFolder { folder in
      let all = try records("axes: {pairs: [20], labels: [2], fewShot: [1], mismatchedPairs: [0.5]}", in: folder)
      #expect(all.values.contains { $0.roles.targetLabelled != nil })
      for record in all.values {
        let condition = record.trial.condition
        #expect((record.roles.paired.count == 20) == (condition?.pairs == 20))
        #expect((record.roles.labelled.count == 6) == (condition?.labels == 2))
        #expect(record.roles.targetLabelled?.count == (condition?.fewShot).map { 3 * $0 })
        #expect((record.roles.partners == nil) == (condition?.mismatchedPairs == nil))
        if let few = record.roles.targetLabelled { #expect(Set(few).isSubset(of: record.roles.labelled)) }
      }
    }
  }

  @Test("a preview has a part a condition, with its words")
  func preview() throws {
    try inFolder { folder in
      let runner = try BenchmarkRunner(configuration("axes: {pairs: [20]}"), results: folder, cache: folder)
      let parts = try runner.preview().parts
      #expect(parts.map(\.condition) == [nil, "20 pairs", nil, "20 pairs"])
      #expect(parts.map(\.paired) == [96, 20, 96, 20])
    }
  }
}
