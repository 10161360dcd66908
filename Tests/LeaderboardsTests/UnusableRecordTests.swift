import Files
import Foundation
import Testing

@testable import Benchmarking
@testable import Leaderboards
@testable import Records

/// A record that cannot be used counts as missing, is named, and is computed again.
@Suite("Records that cannot be used")
struct UnusableRecordTests {
  /// A finished run of a small synthetic benchmark.
  private struct Run {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hartransfer-unusable-\(UUID().uuidString)")
    let runner: BenchmarkRunner
    var store: RecordStore { runner.store }

    init() throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appendingPathComponent("c.yaml")
      try """
      benchmark: small
      dataset: {synthetic: {samples: 120, dimensions: [4, 4], latentDimension: 2}}
      protocols: [{random-40-40-10-10: {draws: 2}}]
      directions: [modality-1 -> modality-2]
      alignments: [{perfect: {k: [1, 2, 3]}}, {ridge-cca: {k: [1, 2]}}]
      classifiers: [nearest-centroid]
      """.write(to: file, atomically: true, encoding: .utf8)
      runner = try BenchmarkRunner(
        BenchmarkConfiguration(contentsOf: file), results: folder, cache: folder.appendingPathComponent("cache"))
      #expect(try runner.run().isComplete)
    }

    /// Every record without its times, by key.
    func records() throws -> [String: Data] {
      Dictionary(
        uniqueKeysWithValues: try store.plan().map { planned in
          var record = try #require(try store.record(planned.key))
          record.run = .init(startedAt: "", fitSeconds: nil, selectionSeconds: nil, seconds: 0)
          return (planned.key, try CanonicalJSON.data(record))
        })
    }

    /// Writes the text of a record with a change.
    func change(_ key: String, _ old: String, _ new: String) throws {
      let url = store.url(of: key)
      let text = try String(contentsOf: url, encoding: .utf8)
      try #require(text.contains(old))
      try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  @Test("each kind of damage is named, the leaderboard stands without it, and a run mends that and nothing else")
  func damage() throws {
    let run = try Run()
    defer { run.remove() }
    let before = try run.records()
    let keys = try run.store.plan().filter {
      $0.trial.alignment.name == "perfect" || $0.trial.alignment.name == "ridge-cca"
    }
    .map(\.key)
    try #require(keys.count == 10)
    let files = FileManager.default
    func write(_ text: String, _ key: String) throws {
      try text.write(to: run.store.url(of: key), atomically: true, encoding: .utf8)
    }
    try write("", keys[0])
    let whole = try Data(contentsOf: run.store.url(of: keys[1]))
    try whole.prefix(whole.count / 2).write(to: run.store.url(of: keys[1]))
    try write(#"{"rows": [1, 2]}"#, keys[2])
    try run.change(keys[3], "\"key\":\"\(keys[3])\"", "\"key\":\"\(keys[4])\"")
    try run.change(keys[4], "\"accuracy\":", "\"accuracy\":NaN,\"x\":")
    try run.change(keys[5], "\"predicted\":[", "\"predicted\":[0,")
    try files.removeItem(at: run.store.url(of: keys[6]))
    try files.createDirectory(
      at: run.store.url(of: keys[6]).appendingPathComponent("mine"), withIntermediateDirectories: true)
    try run.change(keys[7], "\"accuracy\":", "\"acuracy\":")
    try run.change(keys[8], "\"k\":", "\"k\":1")
    try run.change(keys[9], "\"scores\":{", "\"error\":7,\"scores\":{")

    for recomputing in [false, true] {
      let leaderboard = try Leaderboard(run.store, recomputing: recomputing)
      #expect(leaderboard.unusable.map(\.key).sorted() == keys.sorted(), "\(leaderboard.unusable)")
      #expect(leaderboard.unusable.allSatisfy { !$0.isNewer && "\($0)".contains($0.key) })
      #expect(!leaderboard.isComplete && leaderboard.rows.reduce(0) { $0 + $1.missing } == keys.count)
      #expect(leaderboard.rows.contains { $0.isComplete && $0.rank != nil })
    }
    let preview = try run.runner.preview()
    #expect(preview.toRun == keys.count && preview.unusable.count == keys.count)
    #expect(preview.parts.reduce(0) { $0 + $1.unusable } == keys.count)

    let summary = try run.runner.run()
    #expect(summary.computed == keys.count && summary.damaged == keys.count && summary.isComplete)
    #expect(try run.records() == before)
    #expect(try Leaderboard(run.store).unusable.isEmpty)
    // A folder is kept under another name.
    let names = try files.contentsOfDirectory(atPath: run.store.url(of: keys[6]).deletingLastPathComponent().path)
    let aside = names.filter { $0.hasPrefix(keys[6]) && $0.hasSuffix(".no-record") }
    #expect(aside.count == 1)
  }

  @Test("a file that may not be read is named, where there is somebody who may not", .enabled(if: getuid() != 0))
  func permissions() throws {
    let run = try Run()
    defer { run.remove() }
    let key = try #require(try run.store.plan().first).key
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: run.store.url(of: key).path)
    #expect(try Leaderboard(run.store).unusable.map(\.key) == [key])
    #expect(try run.runner.run().damaged == 1)
  }

  @Test("a record of a newer version is named and kept, and computed again where that is asked for")
  func newer() throws {
    let run = try Run()
    defer { run.remove() }
    let before = try run.records()
    let key = try #require(before.keys.min())
    try run.change(key, "\"schema\":\"\(TrialRecord.currentSchema)\"", "\"schema\":\"hartransfer-record/99\"")
    let text = try Data(contentsOf: run.store.url(of: key))
    let leaderboard = try Leaderboard(run.store)
    let found = try #require(leaderboard.unusable.first)
    #expect(found.isNewer && found.key == key && "\(found)".contains("hartransfer-record/99"))
    #expect(try run.runner.preview().toRun == 0)
    let summary = try run.runner.run()
    #expect(summary.newer == 1 && summary.computed == 0 && !summary.isComplete)
    #expect(try Data(contentsOf: run.store.url(of: key)) == text)
    var options = RunOptions()
    options.replacesRecords = true
    #expect(try run.runner.run(options).isComplete)
    #expect(try run.records() == before)
  }

  @Test("what the plan says of a record is compared with what the record says of itself")
  func relabelled() throws {
    let run = try Run()
    defer { run.remove() }
    var planned = try run.store.plan()
    let place = try #require(planned.firstIndex { $0.trial.alignment.name == "perfect" })
    planned[place].trial.alignment = .init(name: "ridge-cca", parameters: .object(["k": .integer(7)]))
    try run.store.writePlan(planned)
    for recomputing in [false, true] {
      let leaderboard = try Leaderboard(run.store, recomputing: recomputing)
      let found = try #require(leaderboard.unusable.first)
      #expect(leaderboard.unusable.count == 1 && found.key == planned[place].key)
      #expect(
        found.reason.found.contains("alignment.name=perfect") && found.reason.found.contains("alignment.parameters.k=1")
      )
      #expect(found.reason.expected.contains("alignment.name=ridge-cca") && found.reason.expected.contains("k=7"))
      #expect(!leaderboard.isComplete)
      let row = try #require(leaderboard.rows.first { $0.trial.alignment == planned[place].trial.alignment })
      #expect(row.trials == 0 && row.missing == 1 && row["accuracy"] == nil)
    }
    // A run writes the plan again, and the record was right all along.
    let summary = try run.runner.run()
    #expect(summary.computed == 0 && summary.isComplete)
    #expect(try Leaderboard(run.store).unusable.isEmpty)
  }

  @Test("a record whose description was changed together with the plan's has another key, which recomputing sees")
  func relabelledBoth() throws {
    let run = try Run()
    defer { run.remove() }
    #expect(try Leaderboard(run.store, recomputing: true).recomputation?.differences.isEmpty == true)
    var planned = try run.store.plan()
    let place = try #require(planned.firstIndex { $0.trial.alignment.name == "perfect" })
    var record = try #require(try run.store.record(planned[place].key))
    record.trial.alignment.name = "ridge-cca"
    planned[place].trial = record.trial
    try run.store.write(record)
    try run.store.writePlan(planned)
    let differences = try Leaderboard(run.store, recomputing: true).recomputation?.differences
    #expect(differences?.map(\.score) == ["key"] && differences?.first?.record == record.key)
  }

  @Test("a record that was written in another form of JSON is read as it is")
  func otherForm() throws {
    let run = try Run()
    defer { run.remove() }
    for planned in try run.store.plan() {
      let record = try #require(try run.store.record(planned.key))
      try CanonicalJSON.prettyData(record).write(to: run.store.url(of: planned.key))
    }
    #expect(try Leaderboard(run.store).unusable.isEmpty)
    #expect(try run.runner.run().computed == 0)
  }
}
