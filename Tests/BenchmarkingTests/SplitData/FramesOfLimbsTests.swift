import FeatureStore
import Foundation
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// A sensor that is worn on one of several limbs of another, from a configuration to its records.
@Suite("Frames of limbs")
struct FramesOfLimbsTests {
  private func records(level: String, classifier: String) throws -> [TrialRecord] {
    let fixture = try ClockFixture([.init(name: "body", rate: 30), .init(name: "belt", rate: 50)], noise: 0.2)
    defer { fixture.remove() }
    return try fixture.run(
      fixture.configuration(
        encoders: ["body: [{frames: {count: 32}}]", "belt: [{frames: {count: 32}}]"], level: level,
        directions: "body -> belt, belt -> body", classifiers: classifier))
  }

  @Test("every limb adds a block under every scaling, and a record says how many pairs each limb was given")
  func recorded() throws {
    for (scalings, blocks) in [("[pairs]", 3), ("[pairs, clip]", 6)] {
      let made = try records(
        level: "scalings: \(scalings)\n  limbs: {body: 2}", classifier: "nearest-centroid")
      for direction in ["body -> belt", "belt -> body"] {
        let record = try made.of("ridge-cca", direction)
        #expect(record.error == nil)
        let latent = try #require(record.latent)
        let limbs = try #require(latent.limbs)
        #expect(latent.dimension == blocks * 3 * 7 * 2 && limbs.pairs.count == 2)
        #expect(limbs.pairs.reduce(0, +) == record.roles.paired.count)
        #expect(limbs.rounds > 0)
      }
    }
  }

  @Test("without limbs a record says nothing of them")
  func without() throws {
    let record = try records(level: "", classifier: "nearest-centroid").of("ridge-cca", "body -> belt")
    let latent = try #require(record.latent)
    #expect(latent.limbs == nil)
    #expect(!String(decoding: try JSONEncoder().encode(latent), as: UTF8.self).contains("limbs"))
  }
}
