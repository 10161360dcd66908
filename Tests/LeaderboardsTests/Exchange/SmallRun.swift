import Benchmarking
import Foundation
import Testing

@testable import Records

/// A finished run of a small synthetic benchmark: two splits, one direction.
struct SmallRun {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "hartransfer-exchange-\(UUID().uuidString)")
  let runner: BenchmarkRunner
  var store: RecordStore { runner.store }
  var archive: URL { folder.appendingPathComponent("small.tar.xz") }

  init(extra: String = "") throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("c.yaml")
    try """
    benchmark: small
    dataset: {synthetic: {samples: 120, dimensions: [4, 4], latentDimension: 2}}
    protocols: [{random-40-40-10-10: {draws: 2}}]
    directions: [modality-1 -> modality-2]
    alignments: [{perfect: {k: [1, 2]}}]
    classifiers: [nearest-centroid]
    \(extra)
    """.write(to: file, atomically: true, encoding: .utf8)
    runner = try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: file), results: folder, cache: folder.appendingPathComponent("cache"))
    #expect(try runner.run().isComplete)
  }

  /// Writes the text of a record with a change.
  func change(_ key: String, _ old: String, _ new: String) throws {
    let url = store.url(of: key)
    let text = try String(contentsOf: url, encoding: .utf8)
    try #require(text.contains(old))
    try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
  }

  /// The records of one row, by split.
  func records(of alignment: String) throws -> [TrialRecord] {
    try store.plan().filter { $0.trial.alignment.name == alignment }.map { try #require(try store.record(of: $0)) }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}
