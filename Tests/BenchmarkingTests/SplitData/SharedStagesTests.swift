import Foundation
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Shared stages")
struct SharedStagesTests {
  @Test("when all trials of a split are done, nothing that they shared is held, and one factorisation served every k")
  func released() throws {
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: shared
        dataset: {synthetic: {samples: 160, dimensions: [6, 5, 4], latentDimension: 3, noise: 0.25}}
        protocols: [{random-40-40-10-10: {draws: 1}}]
        directions: [modality-1 -> modality-2, modality-2 -> modality-1, modality-1 + modality-3 -> modality-2]
        alignments:
          - perfect: {k: [1, 2, 3]}
          - ridge-cca: {ridge: 0.1, select: {k: [1, 2], by: teacher-agreement}}
          - gcca: {select: {k: [1, 2], by: source-validation}}
          - procrustes
          - pls-svd: {select: {k: [1, 2], by: oracle}}
          - kernel-cca: {k: 2}
        classifiers: [nearest-centroid, ridge-classifier, lda]
        decodings: [subject-centring, balanced-sinkhorn]
        axes: {mismatchedPairs: [0, 0.5], labels: [5, all]}
        """, file: "test")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shared-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let runner = try BenchmarkRunner(configuration, results: folder, cache: folder)
    let plan = try Plan(configuration, sources: runner.sources)
    #expect(plan.parts.count == 3)
    let store = RecordStore(folder: folder)
    try store.prepare()
    #expect(plan.units.map(\.parts.count) == [2, 1])
    for unit in plan.units {
      let work = try SplitRun(unit, options: RunOptions(), store: store, claims: store.claims())
      var cache = SplitDataCache()
      let data = try cache.data(of: work.parts) { try runner.splitData($0, progress: nil) }
      let tally = try work.run(
        on: data, builder: TrialRecorder(provenance: .current()), stop: StopSignal(), progress: nil)
      #expect(tally.computed == unit.trials.count && tally.failed == 0)
      for data in data { #expect(data.cache.count == 0, "\(data.split.name)") }
      // Both directions between two modalities and all k share one, except where the target is
      // mismatched.
      let perfect = unit.trials.map(\.trial).filter {
        $0.method.name == "perfect" && !$0.direction.hasSeveralSources
      }
      #expect(
        Set(perfect.flatMap { $0.stages.of(.factorisation) }).count
          == (unit.parts[0].split.roles.partners == nil ? 1 : 2))
    }
  }

  @Test("stages of trials that were given up are let go when their threads end, and each leaves one record")
  func givenUp() throws {
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: shared
        dataset: {synthetic: {samples: 160, dimensions: [6, 5], latentDimension: 3, noise: 0.25}}
        protocols: [{random-40-40-10-10: {draws: 1}}]
        directions: [modality-1 -> modality-2]
        alignments:
          - perfect: {k: [1, 2, 3]}
          - ridge-cca: {ridge: 0.1, select: {k: [1, 2], by: teacher-agreement}}
          - kernel-cca: {k: 2}
        classifiers: [nearest-centroid, lda]
        """, file: "test")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("given-up-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let runner = try BenchmarkRunner(configuration, results: folder, cache: folder)
    let part = try Plan(configuration, sources: runner.sources).parts[0]
    let store = RecordStore(folder: folder)
    try store.prepare()
    let data = try SplitData(
      part.source.features(for: part.split, progress: nil), split: part.split, reduction: configuration.reduction)
    var options = RunOptions()
    // Whether a trial is given up is left to chance: the law holds either way.
    options.timeout = 1e-6
    let work = try SplitRun(PlanUnit([part]), options: options, store: store, claims: store.claims())
    let givenUp = GivenUpTrials()
    let tally = try work.run(
      on: [data], builder: TrialRecorder(provenance: .current()), stop: StopSignal(), givenUp: givenUp, progress: nil)
    #expect(tally.computed == part.trials.count && tally.left == 0)
    while givenUp.count > 0 { Thread.sleep(forTimeInterval: 0.001) }
    #expect(data.cache.count == 0 && givenUp.bytes == 0)
    let records = try part.trials.map { try store.record($0.key) }
    #expect(records.allSatisfy { $0 != nil } && records.count { $0?.error != nil } == tally.failed)
  }
}
