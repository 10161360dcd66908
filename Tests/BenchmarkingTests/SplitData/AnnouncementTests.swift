import Foundation
import Records
import StrictYAML
import Testing
@testable import Benchmarking

@Suite("Announced stages")
struct AnnouncementTests {
  /// Runs a plan unit by unit: everything that is asked was announced, and in the end nothing is
  /// held.
  private func check(_ runner: BenchmarkRunner, folder: URL, kinds: Set<String>) throws {
    let plan = try Plan(runner.configuration, sources: runner.sources)
    let store = RecordStore(folder: folder.appendingPathComponent("announced"))
    try store.prepare()
    var cache = SplitDataCache()
    var run: Set<String> = []
    for unit in plan.units {
      let work = try SplitRun(unit, options: RunOptions(), store: store, claims: store.claims())
      let data = try cache.data(of: work.parts) { try runner.splitData($0, progress: nil) }
      let tally = try work.run(
        on: data, builder: TrialRecorder(provenance: .current()), stop: StopSignal(), progress: nil)
      #expect(tally.computed == unit.trials.count && tally.failed == 0)
      run.formUnion(unit.trials.map(\.trial.method.name))
      for (part, data) in zip(work.parts, data) {
        let name = "\(part.split.name), \(part.condition.debugDescription)"
        #expect(data.cache.unannounced.isEmpty, "\(name)")
        #expect(data.cache.count == 0, "\(name)")
        #expect(data.companion?.cache.unannounced.isEmpty ?? true, "\(name), frames")
        #expect(data.companion?.cache.count ?? 0 == 0, "\(name), frames")
      }
    }
    #expect(kinds.isSubset(of: run), "not run: \(kinds.subtracting(run))")
  }

  @Test("of clips: bounds, several sources, every criterion, penalties, mismatched pairs, few labels of either side")
  func clips() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("announced-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (protocols, decodings) in [
      ("random-40-40-10-10: {draws: 1}", "subject-centring"),
      ("unpaired-classes: {draws: 1, test: all, candidates: all}", "calibrated-stacking: {penalty: chosen}"),
    ] {
      let configuration = try StrictYAML.decode(
        BenchmarkConfiguration.self,
        from: """
          benchmark: announced
          dataset: {synthetic: {samples: 240, dimensions: [6, 5, 4], latentDimension: 3, classes: 6, noise: 0.25}}
          protocols: [{\(protocols)}]
          directions: [modality-1 -> modality-2, modality-1 + modality-3 -> modality-2]
          alignments:
            - perfect: {k: [1, 2]}
            - ridge-cca: {ridge: 0.1, select: {k: [1, 2], by: pair-retrieval}}
            - ridge-cca: {ridge: 0.2, select: {k: [1, 2], by: teacher-agreement}}
            - ridge-cca: {ridge: 0.3, select: {k: [1, 2], by: reconstruction}}
            - ridge-cca: {ridge: 0.4, select: {k: [1, 2], by: leave-classes-out}}
            - gcca: {select: {k: [1, 2], by: source-validation}}
            - pls-svd: {select: {k: [1, 2], by: oracle}}
            - ridge-map
          classifiers: [{gaussian-mixture: {covariance: tied}}]
          decodings: [\(decodings.contains("{") ? "{\(decodings)}" : decodings)]
          axes: {mismatchedPairs: [0, 0.5], labels: [2, all], fewShot: [0, 2]}
          """, file: "test")
      let runner = try BenchmarkRunner(configuration, results: folder, cache: folder)
      try check(
        runner, folder: folder.appendingPathComponent(decodings),
        kinds: [
          "perfect", "ridge-cca", "gcca", "pls-svd", "ridge-map", "none", "majority", "source-on-source",
          "target-supervised", "student-teacher", "student-teacher-soft",
        ])
    }
  }

  @Test("of frames, of clips and of both together")
  func frames() throws {
    let fixture = try ClockFixture([.init(name: "left", rate: 30), .init(name: "right", rate: 20)], noise: 0.2)
    defer { fixture.remove() }
    let selection = "{ridge-cca: {ridge: 0.1, select: {k: [2, 3], by: teacher-agreement}}}"
    let configuration = try fixture.configuration(
      encoders: ["left: [{frames: {count: 24}}]", "right: [{frames: {count: 24}}]"],
      directions: "left -> right, right -> left", alignments: "{perfect: {k: 3}}, ridge-map, \(selection)",
      classifiers: "wccn",
      rest: """
        encoders: {left: [statistics], right: [statistics]}
        alignments: [{ridge-cca: {k: 3}}]
        classifiers: [nearest-centroid]
        combinations:
          - clips: {alignment: {ridge-cca: {k: 3}}, classifier: nearest-centroid}
            frames: {alignment: {perfect: {k: 3}}, classifier: wccn}
          - clips: {alignment: \(selection), classifier: nearest-centroid}
            frames: {alignment: \(selection), classifier: wccn}
        axes: {labels: [2, all]}
        """)
    let runner = try BenchmarkRunner(
      configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
      data: fixture.folder.appendingPathComponent("data"), datasets: fixture.folder.appendingPathComponent("datasets"))
    try check(runner, folder: fixture.folder, kinds: ["perfect", "ridge-map", "ridge-cca", "clips-and-frames"])
  }

  @Test("under few labels of either side an alignment is fitted once for the split, not once for every value")
  func trainings() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trainings-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func configuration(_ labels: String) throws -> BenchmarkConfiguration {
      try StrictYAML.decode(
        BenchmarkConfiguration.self,
        from: """
          benchmark: trainings
          dataset: {synthetic: {samples: 160, dimensions: [6, 5], latentDimension: 3, classes: 4, noise: 0.25}}
          protocols: [{random-40-40-10-10: {draws: 1}}]
          directions: [modality-1 -> modality-2]
          alignments: [{infonce: {k: 2, epochs: 4}}]
          classifiers: [nearest-centroid]
          axes: {labels: \(labels), fewShot: [0, 2]}
          """, file: "test")
    }
    func seconds(_ labels: String) throws -> [Double] {
      let runner = try BenchmarkRunner(configuration(labels), results: folder, cache: folder)
      #expect(try runner.run().isComplete)
      return try runner.store.plan().filter { $0.trial.alignment.name == "infonce" }.map { planned in
        let record = try runner.store.record(planned.key)
        return try #require(record?.run.fitSeconds)
      }
    }
    // The values are one group, which one shard computes.
    let plan = try Plan(
      configuration("[1, 2, all]"),
      sources: BenchmarkRunner(configuration("[1, 2, all]"), results: folder, cache: folder).sources)
    #expect(plan.parts.count == 4 && plan.units.count == 1)
    let places = plan.units[0].trials.indices.filter { plan.units[0].trials[$0].trial.method.name == "infonce" }
    #expect(places.count == 4 && Set(places.map { plan.units[0].groups.places[$0] }).count == 1)
    // What trials of one alignment share is the alignment itself with the time that it took.
    let all = try seconds("[1, 2, 5, all]")
    #expect(all.count == 5 && Set(all).count == 1)
    // Later runs find the records of the defaults, and still fit once.
    let later = try seconds("[3, 4, all]")
    #expect(later.count == 4 && Set(later).count == 2)
  }

  @Test("a run that is stopped, and a part whose records are there, hold nothing in the end")
  func stopped() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stopped-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: stopped
        dataset: {synthetic: {samples: 160, dimensions: [6, 5], latentDimension: 3, classes: 4, noise: 0.25}}
        protocols: [{random-40-40-10-10: {draws: 1}}]
        directions: [modality-1 -> modality-2]
        alignments: [{perfect: {k: [1, 2]}}, {ridge-cca: {ridge: 0.1, select: {k: [1, 2], by: teacher-agreement}}}]
        classifiers: [nearest-centroid]
        axes: {labels: [1, 2, all]}
        """, file: "test")
    let runner = try BenchmarkRunner(configuration, results: folder, cache: folder)
    let unit = try Plan(configuration, sources: runner.sources).units[0]
    let store = RecordStore(folder: folder)
    try store.prepare()
    let stop = StopSignal()
    var options = RunOptions()
    options.jobs = 1
    let work = try SplitRun(unit, options: options, store: store, claims: store.claims())
    var cache = SplitDataCache()
    let data = try cache.data(of: work.parts) { try runner.splitData($0, progress: nil) }
    let tally = try work.run(on: data, builder: TrialRecorder(provenance: .current()), stop: stop) { event in
      if case .stage(_, done: 4, _) = event { stop.request() }
    }
    #expect(tally.left > 0 && tally.computed >= 4)
    for data in data { #expect(data.cache.count == 0) }
    // The rest, and then nothing.
    #expect(try SplitRun(unit, options: options, store: store, claims: store.claims()).missingCount == tally.left)
    let rest = try SplitRun(unit, options: options, store: store, claims: store.claims())
    let again = try cache.data(of: rest.parts) { try runner.splitData($0, progress: nil) }
    _ = try rest.run(on: again, builder: TrialRecorder(provenance: .current()), stop: StopSignal(), progress: nil)
    let done = try SplitRun(unit, options: options, store: store, claims: store.claims())
    #expect(done.missingCount == 0 && done.parts.isEmpty && done.reused == unit.trials.count)
  }
}
