import Diagnostics
import Files
import FeatureStore
import Foundation
import Metrics
import Testing

@testable import Benchmarking
@testable import Records

/// What a configuration has its records keep, in plans, keys and records.
@Suite("Kept parts")
struct KeptPartsTests {
  @Test("what is kept is part of the keys of alignments alone; where nothing is kept, nothing is said of it")
  func keys() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    try fixture.write("clips.h5", [.init(name: "left"), .init(name: "right")])
    try fixture.write(
      "frames.h5", [.init(name: "left", form: .sequences), .init(name: "right", form: .sequences)])
    func trials(_ rest: String) throws -> [Trial] {
      let configuration = try fixture.configuration(["clips.h5", "frames.h5"], rest: StoredFixture.both + "\n" + rest)
      return try Plan(configuration, sources: fixture.runner(configuration).sources).trials
    }
    let (without, with) = (try trials(""), try trials("keep: [latents]"))
    #expect(Set(without.map(\.description.level)) == Set(Level.allCases))
    #expect(try trials("keep: []").map(\.key) == without.map(\.key))
    for (trial, other) in zip(with, without) {
      #expect((trial.key == other.key) == !trial.method.hasLatents)
      #expect(trial.description.keep == (trial.method.hasLatents ? [.latents] : nil))
      #expect(try !CanonicalJSON.text(other.description).contains("keep"))
      var bare = trial.description
      bare.keep = nil
      #expect(bare == other.description)
    }
    #expect(with.count == without.count && Set(with.map(\.key)).count == with.count)
    // The key is that of the description, however its text comes about.
    let planned = with.map { PlannedTrial(key: $0.key, trial: $0.description) }
    #expect(
      try PlanFile.rows(CanonicalJSON.data(PlanFile(planned))).flatMap(\.planned).map(\.trial.keep).contains([.latents])
    )
  }

  @Test("measuring all rows is part of the keys of alignments alone; the default is not written")
  func metrics() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    try fixture.write("clips.h5", [.init(name: "left"), .init(name: "right")])
    try fixture.write(
      "frames.h5", [.init(name: "left", form: .sequences), .init(name: "right", form: .sequences)])
    func trials(_ rest: String) throws -> [Trial] {
      let configuration = try fixture.configuration(["clips.h5", "frames.h5"], rest: StoredFixture.both + "\n" + rest)
      return try Plan(configuration, sources: fixture.runner(configuration).sources).trials
    }
    let (without, with) = (try trials(""), try trials("metrics: all"))
    #expect(try trials("metrics: fast").map(\.key) == without.map(\.key))
    for (trial, other) in zip(with, without) {
      #expect((trial.key == other.key) == !trial.method.hasLatents)
      #expect(trial.description.metrics == (trial.method.hasLatents ? .all : nil))
      #expect(try !CanonicalJSON.text(other.description).contains("metrics"))
    }
    #expect(with.count == without.count && Set(with.map(\.key)).count == with.count)
    let both = try trials("metrics: all\nkeep: [latents]").filter { $0.method.hasLatents }
    #expect(!both.isEmpty && both.allSatisfy { $0.description.metrics == .all && $0.description.keep == [.latents] })
  }

  @Test("what all rows would cost is said of splits with many test rows, and grows with their square")
  func cost() throws {
    let most = MeasuredRows.most
    #expect(PairwiseMetrics(.fast, of: []) == nil && PairwiseMetrics(.all, of: [(most, 5)]) == nil)
    let one = try #require(PairwiseMetrics(.fast, of: [(most, 5), (10 * most, 1)]))
    let more = try #require(PairwiseMetrics(.fast, of: [(20 * most, 3), (most + 1, 0)]))
    #expect(one.testRows == 10 * most && more.testRows == 20 * most)
    #expect(abs(more.secondsOfAll / one.secondsOfAll - 12) < 1e-12)
  }

  @Test("a part is named once")
  func twice() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let error = try #require(throws: InputError.self) {
      try fixture.configuration(["a.h5"], rest: "keep: [latents, latents]")
    }
    #expect(error.description.contains("each part once"))
  }

  @Test("records of alignments of frames hold their latents and are otherwise the same; those of bounds are the same")
  func records() throws {
    let fixture = try ClockFixture([.init(name: "left", rate: 30), .init(name: "right", rate: 20)], noise: 0.2)
    defer { fixture.remove() }
    func records(_ rest: String) throws -> [TrialRecord] {
      try fixture.run(
        fixture.configuration(
          encoders: ["left: [{frames: {count: 24}}]", "right: [{frames: {count: 24}}]"], directions: "left -> right",
          alignments: "{ridge-cca: {k: 3}}, procrustes", classifiers: "wccn", rest: rest))
    }
    let without = try records("")
    let with = try records("keep: [latents]")
    #expect(without.count == with.count)
    for (record, other) in zip(with, without) {
      let isAlignment = Bound(rawValue: record.trial.alignment.name) == nil
      #expect((record.latentPlane != nil) == isAlignment && other.latentPlane == nil)
      #expect(record.trial.keep == (isAlignment ? [.latents] : nil))
      #expect((record.key == other.key) == !isAlignment)
      #expect(record.scores == other.scores && record.predictions == other.predictions)
      #expect(record.latent == other.latent && record.confusion == other.confusion && record.fault == nil)
      if record.trial.alignment.name == "ridge-cca" {
        #expect(record.latentPlane?.spectrum?.kept == 3 && (record.latent?.dimension ?? 0) > 3)
      }
    }
  }
}
