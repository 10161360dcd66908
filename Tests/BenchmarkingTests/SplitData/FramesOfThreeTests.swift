import Diagnostics
import FeatureStore
import Foundation
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// One latent space of the frames of three sensors, from a configuration to its records.
@Suite("Frames of three modalities")
struct FramesOfThreeTests {
  private static let names = ["wrist", "belt", "shoe"]
  private static let methods = "{gcca: {k: 3}}, {mcca: {k: 3}}, {perfect: {k: 3}}"

  private func records(
    _ level: String = "", rest: String = "", _ body: (ClockFixture, [TrialRecord]) throws -> Void
  ) throws {
    let rates = [50.0, 20, 30]
    let fixture = try ClockFixture(inStep(Self.names, rates).map { .init(name: $0, rate: $1) }, noise: 0.2)
    defer { fixture.remove() }
    let configuration = try fixture.configuration(
      encoders: Self.names.map { "\($0): [{frames: {count: 32}}]" }, level: level,
      directions: "wrist + belt -> shoe, wrist -> shoe, wrist + shoe -> belt", alignments: Self.methods, rest: rest)
    try body(fixture, fixture.run(configuration))
  }

  @Test(
    "labels of two modalities are carried to the third far above chance, by every method of several modalities",
    arguments: ["", "scalings: [pairs, clip]", "maximumShift: 2"], ["each", "mean"])
  func carried(level: String, latents: String) throws {
    try records(level, rest: "sourceLatents: \(latents)") { _, records in
      for method in ["gcca", "mcca", "perfect"] {
        for direction in ["wrist + belt -> shoe", "wrist + shoe -> belt", "wrist -> shoe"] {
          let record = try records.of(method, direction)
          #expect(record.error == nil)
          #expect(try record.score("accuracy") > 0.8, "\(method) \(direction)")
          // The latent frames of a direction are compared by the first source.
          #expect(try record.score("cmaeNormalisedFrames") < 0.6, "\(method) \(direction)")
          let latent = try #require(record.latent)
          #expect(latent.sourceRowEnergy.count == 3 && latent.targetRowEnergy.allSatisfy { $0 > 0 })
          #expect(latent.frameShift == (level.contains("maximumShift") ? 0 : nil))
          #expect(record.trial.sourceLatents?.rawValue == (direction.contains("+") ? latents : nil))
        }
      }
      #expect(try records.of("none", "wrist + belt -> shoe").score("accuracy") < 0.6)
    }
  }

  @Test("methods of two modalities are left out of directions with several sources, and said to be")
  func ofTwo() throws {
    let fixture = try ClockFixture(Self.names.map { .init(name: $0, rate: 20) })
    defer { fixture.remove() }
    let configuration = try fixture.configuration(
      encoders: Self.names.map { "\($0): [{frames: {count: 16}}]" }, directions: "wrist + belt -> shoe",
      alignments: "{gcca: {k: 2}}, {ridge-cca: {k: 2}}")
    let runner = try BenchmarkRunner(
      configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
      data: fixture.folder.appendingPathComponent("data"), datasets: fixture.folder.appendingPathComponent("datasets"))
    let plan = try Plan(configuration, sources: runner.sources)
    #expect(Set(plan.trials.map(\.description.alignment.name)).contains("gcca"))
    #expect(!plan.trials.contains { $0.description.alignment.name == "ridge-cca" })
    #expect(plan.exclusions.contains { $0.contains("ridge-cca") })
  }
}
