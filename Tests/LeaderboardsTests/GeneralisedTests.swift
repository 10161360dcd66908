import Foundation
import TestSupport
import Testing

@testable import Benchmarking
@testable import Leaderboards

/// Scores of paired and of never-paired classes, from a run to its tables.
@Suite("Generalised recognition in leaderboards")
struct GeneralisedTests {
  static let names = ["accuracySeen", "accuracyUnseen", "harmonicMean"]

  private func withRun(_ protocols: String, _ body: (BenchmarkRunner) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("generalised-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("small.yaml")
    let text = """
      benchmark: small
      dataset: {synthetic: {samples: 480, dimensions: [7, 6], latentDimension: 4, noise: 1, classes: 6}}
      protocols: [\(protocols)]
      directions: [modality-1 -> modality-2]
      alignments: [ridge-cca: {k: 4, ridge: 0.1}]
      classifiers: [nearest-centroid]
      decodings: [csls, calibrated-stacking]

      """
    try Data(text.utf8).write(to: file)
    let runner = try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: file), results: folder, cache: folder.appendingPathComponent("cache"))
    #expect(try runner.run().isComplete)
    try body(runner)
  }

  @Test("rows show the means over splits in the last columns; boards of decodings say whether they use the test batch")
  func rows() throws {
    try withRun("{unpaired-classes: {candidates: all, test: all, draws: 2}}") { runner in
      let leaderboard = try Leaderboard(runner.store, recomputing: true)
      let titles = leaderboard.boards.map(\.title.name)
      #expect(titles.count == 3 && titles[0].hasSuffix("modality-1 -> modality-2"))
      #expect(titles[1].contains(", transductive: csls ") && titles[2].contains(", decoding: calibrated-stacking "))
      #expect(
        leaderboard.boards[2].rows.map(\.trial.alignment.name).sorted() == ["chance", "majority", "none", "ridge-cca"])
      let header = try #require(leaderboard.rendered(as: .csv).split(separator: "\n").first)
      #expect(header.contains("," + Self.names.joined(separator: ",") + ",repetitions,"))
      for row in try nonEmpty(leaderboard.rows.filter({ $0.bound != .chance })) {
        let values = try Self.names.map { try #require(row[$0]) }
        #expect(values.allSatisfy { (0...1).contains($0) })
      }
      // Their predictions give what is stored.
      let recomputation = try #require(leaderboard.recomputation)
      #expect(recomputation.differences.isEmpty && Recomputation.derived.contains("harmonicMean"))
      #expect(!recomputation.takenAsStored.contains("accuracySeen"))
    }
  }

  @Test("a stored score that predictions and paired classes do not give is a difference")
  func difference() throws {
    try withRun("{unpaired-classes: {candidates: all, test: all, draws: 1}}") { runner in
      let planned = try runner.store.plan()
      let key = try #require(planned.first { $0.trial.alignment.name == "ridge-cca" }).key
      let found = try runner.store.record(key)
      var record = try #require(found)
      record.scores["harmonicMean"] = .some(0.123)
      try runner.store.write(record)
      let recomputation = try #require(try Leaderboard(runner.store, recomputing: true).recomputation)
      #expect(recomputation.differences.map(\.score) == ["harmonicMean"])
      #expect(recomputation.differences.first?.stored == "0.123")
    }
  }

  @Test("elsewhere the columns are null, and nothing is recomputed for them")
  func elsewhere() throws {
    try withRun("cross-subject") { runner in
      let leaderboard = try Leaderboard(runner.store, recomputing: true)
      #expect(leaderboard.boards.count == 2)
      for row in leaderboard.rows { #expect(Self.names.allSatisfy { row[$0] == nil }) }
      #expect(leaderboard.recomputation?.differences.isEmpty == true)
      let json = try leaderboard.rendered(as: .json).filter { !$0.isWhitespace }
      #expect(json.contains("\"harmonicMean\":null"))
    }
  }
}
