import Diagnostics
import Foundation
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

/// Runs with other seeds: what is run again, under which keys, and what a second run leaves.
@Suite("Repetitions of a run")
struct RepetitionRunTests {
  private static func configuration(repetitions: Int?) throws -> BenchmarkConfiguration {
    try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: repeated
        dataset: {synthetic: {samples: 160, dimensions: [6, 5], latentDimension: 2, noise: 1}}
        protocols: [{random-40-40-10-10: {draws: 2}}]
        directions: [modality-1 -> modality-2]
        alignments: [{random-projection: {k: 2}}, {ridge-cca: {k: 2}}]
        classifiers: [lda]
        \(repetitions.map { "repetitions: \($0)" } ?? "")
        """, file: "test")
  }

  private static func runner(_ repetitions: Int?, _ folder: URL) throws -> BenchmarkRunner {
    try BenchmarkRunner(configuration(repetitions: repetitions), results: folder, cache: folder)
  }

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-rep-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("the first repetition has the keys of a run without any; only what draws is in the others")
  func keys() throws {
    try Self.withFolder { folder in
      let plans = try [nil, 1, 3].map { repetitions in
        let runner = try Self.runner(repetitions, folder)
        return try Plan(runner.configuration, sources: runner.sources)
      }
      let keys = plans.map { $0.trials.map(\.key) }
      #expect(keys[0] == keys[1])
      let first = plans[2].trials.filter { $0.description.repetition == nil }
      #expect(Set(first.map(\.key)) == Set(keys[0]) && Set(keys[2]).count == keys[2].count)
      let others = plans[2].trials.filter { $0.description.repetition != nil }
      #expect(others.count == 4 && others.allSatisfy { $0.description.alignment.name == "random-projection" })
      #expect(Set(others.compactMap(\.description.repetition)) == [2, 3])
      // The description is the row's; the seed of the method that is run is another.
      #expect(Set(others.map(\.description.alignment)).count == 1)
    }
  }

  @Test("a plan survives its file, with its repetitions")
  func planFile() throws {
    try Self.withFolder { folder in
      let runner = try Self.runner(3, folder)
      let planned = try Plan(runner.configuration, sources: runner.sources).trials.map(\.planned)
      try runner.store.prepare()
      try runner.store.writePlan(planned)
      let read = try runner.store.plan()
      #expect(Set(read.map(\.key)) == Set(planned.map(\.key)))
      let byKey = Dictionary(uniqueKeysWithValues: planned.map { ($0.key, $0.trial) })
      #expect(read.allSatisfy { byKey[$0.key] == $0.trial })
      #expect(try runner.store.plannedRows().count == planned.count { $0.trial.repetition == nil } / 2)
    }
  }

  @Test("raising repetitions from one to three computes the new ones alone, which differ from one another")
  func resume() throws {
    try Self.withFolder { folder in
      let first = try Self.runner(1, folder).run()
      #expect(first.computed == first.planned && first.failed == 0)
      let runner = try Self.runner(3, folder)
      let preview = try runner.preview()
      #expect(preview.repetitions == 3 && preview.toRun == 4 && preview.computedOnce == first.planned - 2)
      #expect(preview.parts.compactMap(\.repetition) == [2, 3, 2, 3])
      let second = try runner.run()
      #expect(second.reused == first.computed && second.computed == 4 && second.failed == 0)
      let records = try runner.store.plan().filter { $0.trial.alignment.name == "random-projection" }
        .compactMap { try runner.store.record(of: $0) }
      #expect(records.count == 6)
      for split in ["draw-1", "draw-2"] {
        let own = records.filter { $0.trial.split == split }
        #expect(Set(own.map { $0.predictions?.latentDistances ?? [] }).count == 3)
        #expect(Set(own.map(\.roles.test)).count == 1)
      }
      #expect(try runner.run().computed == 0)
    }
  }

  @Test("shards of a run with repetitions are disjoint and complete")
  func shards() throws {
    try Self.withFolder { folder in
      let computed = try (1...2).map { place in
        var options = RunOptions()
        options.shard = Shard("\(place)/2")
        return try Self.runner(3, folder).run(options).computed
      }
      let rest = try Self.runner(3, folder).run()
      #expect(computed.allSatisfy { $0 > 0 } && rest.computed == 0 && rest.reused == computed.reduce(0, +))
    }
  }

  @Test("no repetition and more than a thousand are refused by name", arguments: ["0", "1001", "-1"])
  func refused(_ number: String) throws {
    let error = #expect(throws: InputError.self) { try Self.configuration(repetitions: Int(number)) }
    #expect(error?.place.contains("repetitions") == true && error?.found == number)
  }
}
