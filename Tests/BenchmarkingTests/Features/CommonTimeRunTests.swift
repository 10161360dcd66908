import Diagnostics
import FeatureStore
import Foundation
import Randomness
import Testing

@testable import Benchmarking
@testable import Records

/// Frames by the clock, from a configuration to its records.
@Suite("Runs on frames by the clock")
struct CommonTimeRunTests {
  private static let wrist = ClockFixture.Sensor(name: "wrist", rate: 50)
  /// Begins up to a second later and ends up to a second after the other.
  private static let belt = ClockFixture.Sensor(
    name: "belt", rate: 20, span: { (0.5 * Double($0 % 3), 4 + 0.5 * Double($0 % 5 - 2)) })

  private func encoders(_ parameters: String, _ names: [String] = ["wrist", "belt"]) -> [String] {
    names.map { "\($0): [{frames: {count: 32\(parameters)}}]" }
  }

  @Test("clocks bring frames together that relative time leaves apart, and the key of a record says which it was")
  func recovered() throws {
    let fixture = try ClockFixture([Self.wrist, Self.belt])
    defer { fixture.remove() }
    func run(_ parameters: String) throws -> [TrialRecord] {
      try fixture.run(
        fixture.configuration(encoders: encoders(parameters), directions: "wrist -> belt, belt -> wrist"))
    }
    let (clock, relative) = (try run(", time: clock"), try run(""))
    #expect(Set(clock.map(\.key)).isDisjoint(with: relative.map(\.key)))
    for direction in ["wrist -> belt", "belt -> wrist"] {
      let (with, without) = (try clock.of("ridge-cca", direction), try relative.of("ridge-cca", direction))
      #expect(try with.score("accuracy") > 0.9)
      #expect(try with.score("cmaeNormalisedFrames") < 0.2)
      #expect(try without.score("cmaeNormalisedFrames") > 0.5)
      #expect(try with.score("recallAt1Frames") > 2 * without.score("recallAt1Frames"))
      let parameters = "\(with.trial.encoderSource.parameters)"
      #expect(parameters.contains("clock") && parameters.contains("belt") && parameters.contains("wrist"))
    }
  }

  @Test("without starts in the files recordings begin together, and a start of the encoder mends a constant one")
  func told() throws {
    let late = ClockFixture.Sensor(name: "belt", rate: 20, span: { _ in (0.6, 3.4) }, saysStart: false)
    let fixture = try ClockFixture([Self.wrist, late])
    defer { fixture.remove() }
    func error(_ belt: String) throws -> Double {
      let configuration = try fixture.configuration(
        encoders: [encoders(", time: clock")[0], "belt: [{frames: {count: 32, time: clock\(belt)}}]"],
        directions: "wrist -> belt")
      return try fixture.run(configuration).of("ridge-cca", "wrist -> belt").score("cmaeNormalisedFrames")
    }
    let (told, untold) = (try error(", start: 0.6"), try error(""))
    #expect(told < 0.2 && untold > 2 * told, "\(told) \(untold)")
  }

  private func sources(_ configuration: BenchmarkConfiguration, _ fixture: ClockFixture) throws -> any FeatureSource {
    try BenchmarkRunner(
      configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
      data: fixture.folder.appendingPathComponent("data"), datasets: fixture.folder.appendingPathComponent("datasets")
    ).sources[0][0]
  }

  @Test("keys depend on whose common time it is and on what is said of any clock, and relative time on neither")
  func keys() throws {
    let fixture = try ClockFixture([Self.wrist, Self.belt, .init(name: "shoe", rate: 30)])
    defer { fixture.remove() }
    func keys(_ encoders: [String]) throws -> [String] {
      let configuration = try fixture.configuration(encoders: encoders, directions: "wrist -> belt")
      return try Plan(configuration, sources: [[try sources(configuration, fixture)]]).trials.map(\.key)
    }
    let three = ["wrist", "belt", "shoe"]
    let plans = try [
      encoders(", time: clock"), encoders(", time: clock", three),
      encoders(", time: clock", ["wrist", "belt"]) + ["shoe: [{frames: {count: 32, time: clock, rate: 29}}]"],
      encoders(", time: clock", ["wrist"]) + ["belt: [{frames: {count: 32, time: clock, start: 0.1}}]"], encoders(""),
    ].map(keys)
    #expect(Set(plans.joined()).count == plans.joined().count)
    #expect(try keys(encoders("", three)) == plans[4])
    #expect(try keys(encoders(", time: relative")) == plans[4])
    #expect(try keys(encoders(", time: clock, modalities: [belt, wrist]")) == plans[0])
  }

  @Test("a benchmark that mixes both kinds of time, or names other modalities than it encodes, is refused")
  func refused() throws {
    let fixture = try ClockFixture([Self.wrist, Self.belt])
    defer { fixture.remove() }
    for (encoders, place) in [
      (encoders(", time: clock", ["wrist"]) + encoders("", ["belt"]), "encoders: belt"),
      (encoders(", time: clock, modalities: [belt]"), "encoders: belt: frames: modalities"),
    ] {
      let configuration = try fixture.configuration(encoders: encoders, directions: "wrist -> belt")
      let error = try #require(throws: InputError.self) { try sources(configuration, fixture) }
      #expect(error.place == place, "\(error)")
    }
  }

  @Test("clips beside frames by the clock are what they are without them, and both are combined")
  func clips() throws {
    let fixture = try ClockFixture([Self.wrist, Self.belt])
    defer { fixture.remove() }
    func run(_ parameters: String) throws -> [TrialRecord] {
      try fixture.run(
        fixture.configuration(
          encoders: encoders(parameters), directions: "wrist -> belt",
          rest: """
            encoders: {wrist: [statistics], belt: [statistics]}
            alignments: [{ridge-cca: {k: 3}}]
            classifiers: [nearest-centroid]
            combinations:
              - clips: {alignment: {ridge-cca: {k: 3}}, classifier: nearest-centroid}
                frames: {alignment: {ridge-cca: {k: 3}}, classifier: nearest-centroid}
                weights: [0, 0.5, 1]
            """))
    }
    let (clock, relative) = (try run(", time: clock"), try run(""))
    func keys(_ records: [TrialRecord], ofFrames: Bool) -> [String] {
      records.filter { ($0.trial.frames != nil) == ofFrames }.map(\.key)
    }
    #expect(keys(clock, ofFrames: false) == keys(relative, ofFrames: false))
    #expect(!keys(clock, ofFrames: false).isEmpty && clock.count == relative.count)
    #expect(Set(keys(clock, ofFrames: true)).isDisjoint(with: keys(relative, ofFrames: true)))
    #expect(clock.contains { $0.trial.frames != nil && $0.trial.encoderSource.name.contains("&") })
  }

  @Test("recordings that have no time in common stop the run with the sample's name")
  func apart() throws {
    let fixture = try ClockFixture([
      Self.wrist, .init(name: "belt", rate: 20, span: { $0 == 5 ? (9, 2) : (0, 2) }),
    ])
    defer { fixture.remove() }
    let error = try #require(throws: InputError.self) {
      try fixture.run(fixture.configuration(encoders: encoders(", time: clock"), directions: "wrist -> belt"))
    }
    #expect(
      error.place.hasPrefix("sample 'a0_s2_t2'") && error.found == "belt from 9.0 to 11.0 s, wrist from 0.0 to 4.0 s")
  }
}
