import FeatureStore
import Foundation
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// What trials of frames share, and what clips and frames together are bounded by.
@Suite("Shared stages of frames")
struct FramesSharedTests {
  private static let methods = """
    {perfect: {k: [2, 3]}}, {ridge-cca: {k: 3}}, {cca: {k: 3}}, {pls-svd: {k: 3}}, procrustes, ridge-map, none, {gcca: {k: 3}},
    {reduced-rank-ridge: {k: 3}}
    """

  private func fixture() throws -> ClockFixture {
    try ClockFixture([.init(name: "left", rate: 30), .init(name: "right", rate: 20)], noise: 0.2)
  }

  private func configuration(
    _ fixture: ClockFixture, directions: String = "left -> right, right -> left", methods: String = methods,
    rest: String = ""
  ) throws -> BenchmarkConfiguration {
    try fixture.configuration(
      encoders: ["left: [{frames: {count: 24}}]", "right: [{frames: {count: 24}}]"], directions: directions,
      alignments: methods, classifiers: "wccn", rest: rest)
  }

  @Test("a trial of frames gives the same alone, in one direction alone, and among all that share stages with it")
  func sameBytes() throws {
    let whole = try fixture()
    defer { whole.remove() }
    let all = try whole.run(configuration(whole))
    for (directions, methods) in [
      ("right -> left", Self.methods), ("left -> right", "{perfect: {k: 3}}"),
      ("right -> left", "{cca: {k: 3}}, ridge-map"),
    ] {
      let part = try fixture()
      defer { part.remove() }
      for record in try nonEmpty(part.run(configuration(part, directions: directions, methods: methods))) {
        let same = try #require(all.first { $0.key == record.key })
        #expect(record.scores == same.scores && record.latent == same.latent, "\(record.trial.alignment.name)")
        #expect(record.predictions?.predicted == same.predictions?.predicted)
        #expect(record.predictions?.latentDistances == same.predictions?.latentDistances)
      }
    }
  }

  @Test("both directions share one alignment, unless it depends on the direction; in the end nothing is held")
  func released() throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let configuration = try configuration(fixture)
    let runner = try BenchmarkRunner(
      configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
      data: fixture.folder.appendingPathComponent("data"), datasets: fixture.folder.appendingPathComponent("datasets"))
    let plan = try Plan(configuration, sources: runner.sources)
    let store = RecordStore(folder: fixture.folder)
    try store.prepare()
    for part in plan.parts {
      let features = try part.source.features(for: part.split, progress: nil)
      let data = try SplitData(features, split: part.split, frames: #require(part.frames))
      let work = try SplitRun(
        part, TrialGroups(part.trials), wanted: Array(part.trials.indices), options: RunOptions(), store: store,
        claims: store.claims())
      let tally = try work.run(
        on: data, builder: TrialRecorder(provenance: .current()), stop: StopSignal(), progress: nil)
      #expect(tally.computed == part.trials.count && tally.failed == 0)
      #expect(data.shared.count == 0)
      func shared(_ method: String) -> Int {
        Set(part.trials.filter { $0.method.name == method }.flatMap(\.stages.embeddedFrames)).count
      }
      // An alignment and its test rows each; perfect has two k.
      #expect(shared("ridge-cca") == 2 && shared("perfect") == 4 && shared("ridge-map") == 4)
    }
  }

  @Test("a latent space of a modality's own frames has each channel once, whatever the lags")
  func ownFrames() throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let records = try fixture.run(configuration(fixture))
    // 4 channels, means and deviations of 1 + 2 + 4 segments.
    for name in ["none", "ridge-map"] {
      #expect(try records.of(name, "left -> right").latent?.dimension == 4 * 14, "\(name)")
    }
    #expect(try records.of("procrustes", "left -> right").latent?.dimension == 3 * 4 * 14)
  }

  @Test("clips and frames together have the bounds of both classifiers, and a ratio to them")
  func bounds() throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let part = "alignment: {ridge-cca: {k: 3}}, classifier:"
    let records = try fixture.run(
      configuration(
        fixture, methods: "{ridge-cca: {k: 3}}",
        rest: """
          encoders: {left: [statistics], right: [statistics]}
          alignments: [{ridge-cca: {k: 3}}]
          classifiers: [nearest-centroid]
          combinations:
            - {clips: {\(part) nearest-centroid}, frames: {\(part) wccn}}
            - {clips: {\(part) nearest-centroid}, frames: {alignment: {perfect: {k: 3}}, classifier: wccn}}
          """))
    let fused = records.filter { $0.trial.classifier.name == "score-fusion" && $0.trial.source == "left" }
    let names = fused.map(\.trial.alignment.name)
    // Both combinations have the same classifiers, and so one set of bounds.
    #expect(
      names.sorted() == [
        "chance", "clips-and-frames", "clips-and-frames", "majority", "source-on-source", "target-supervised",
      ])
    #expect(Set(fused.map(\.trial.classifier)).count == 1)
    func accuracy(_ name: String) throws -> Double {
      try #require(fused.first { $0.trial.alignment.name == name }).score("accuracy")
    }
    #expect(try accuracy("chance") == 0.2 && accuracy("majority") == 0.2)
    #expect(try accuracy("source-on-source") > 0.8 && accuracy("target-supervised") > 0.8)
  }
}
