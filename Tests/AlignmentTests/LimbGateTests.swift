import Diagnostics
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Alignment

/// Frames of a body of two limbs and of a sensor that is worn on one of them, now on this, now on
/// that.
@Suite struct LimbGateTests {
  private static let frames = 16
  /// Channels of a limb, and of the sensor.
  private static let channels = (limb: 4, sensor: 5)

  /// What clips show: channels of two limbs, one limb after the other, and a sensor that feels a
  /// linear map of its limb's channels, held at that limb's angle.
  private struct Scene {
    var body, sensor: Matrix<Double>
    let limbs: [Int]

    init(_ count: Int, seed: UInt64, share: Int = 3, noise: Double = 0.2) {
      var maps = Seed(base: 1).generator
      let (d, s) = (LimbGateTests.channels.limb, LimbGateTests.channels.sensor)
      let feels = (0..<2).map { _ in (0..<(s * d)).map { _ in maps.normal() } }
      let held = (0..<2).map { _ in (0..<s).map { _ in 2 * maps.normal() } }
      var generator = Seed(base: seed).generator
      limbs = (0..<count).map { $0 % share == 0 ? 1 : 0 }
      body = Matrix(2 * d * LimbGateTests.frames, count)
      sensor = Matrix(s * LimbGateTests.frames, count)
      for clip in 0..<count {
        let sizes = (0..<2).map { _ in 0.5 + generator.uniform() }
        for t in 0..<LimbGateTests.frames {
          let own = (0..<2).map { limb in (0..<d).map { _ in sizes[limb] * generator.normal() } }
          for limb in 0..<2 { for i in 0..<d { body[t * 2 * d + limb * d + i, clip] = own[limb][i] } }
          let limb = limbs[clip]
          for i in 0..<s {
            let felt = (0..<d).reduce(0) { $0 + feels[limb][i * d + $1] * own[limb][$1] }
            sensor[t * s + i, clip] = held[limb][i] + felt + noise * generator.normal()
          }
        }
      }
    }
  }

  private func level(_ limbs: [String: Int] = ["body": 2]) throws -> FrameLevel {
    try FrameLevel {
      ($0.lags, $0.segments, $0.limbs) = ([0], [1, 2], limbs)
    }
  }

  private func pairs(_ scene: Scene, _ level: FrameLevel) throws -> FramePairs {
    let sequences = [scene.body, scene.sensor]
    return try FramePairs(
      modalities: ["body", "sensor"],
      views: sequences.map { FrameView($0, frames: Self.frames, lags: level.lags, scaling: .pairs) },
      sequences: sequences, level: level)
  }

  private func gate(_ scene: Scene, _ level: FrameLevel) throws -> LimbGate {
    let pairs = try pairs(scene, level)
    return try #require(
      try LimbGate(level: level, modalities: pairs.modalities, views: pairs.views, sequences: pairs.sequences))
  }

  private func alignment(_ scene: Scene, _ level: FrameLevel) throws -> FrameAlignment {
    let all = try pairs(scene, level)
    let gate = try LimbGate(
      level: level, modalities: all.modalities, views: all.views, sequences: all.sequences)
    let method = try RidgeCCA { $0.k = 3 }
    let parts = all.withLimbs(gate)
    return try FrameAlignment(parts.map { try method.fit($0.moments()) }, pairs: parts, level: level)
  }

  @Test("which limb a sensor is worn on is found without labels, of pairs and of clips of the sensor alone")
  func found() throws {
    let scene = Scene(60, seed: 2)
    let gate = try gate(scene, level())
    #expect(gate.limbs == scene.limbs && gate.pairs == [40, 20])
    #expect(gate.isSettled && gate.rounds < LimbGate.mostRounds)
    let fresh = Scene(30, seed: 3)
    #expect(gate(fresh.sensor) == fresh.limbs)
  }

  @Test("the order of the pairs permutes their limbs, and a unit of the sensor changes none")
  func laws() throws {
    let scene = Scene(40, seed: 4)
    let before = try gate(scene, level())
    let order = Array((0..<40).reversed())
    var turned = scene
    (turned.body, turned.sensor) = (scene.body.selectingColumns(order), 1e3 * scene.sensor.selectingColumns(order))
    let after = try gate(turned, level())
    #expect(after.limbs == order.map { before.limbs[$0] } && after.rounds == before.rounds)
  }

  @Test("a clip of the sensor is zero under every limb but its own; a clip of the body under none")
  func zeros() throws {
    let (scene, fresh) = (Scene(60, seed: 2), Scene(20, seed: 5))
    let alignment = try alignment(scene, level())
    let size = 3 * 3 * 2
    #expect(alignment.latentDimension == 3 * size)
    #expect(try level().blocks == 3)
    func isZero(_ clips: Matrix<Double>, _ limb: Int, _ clip: Int) -> Bool {
      ((1 + limb) * size..<(2 + limb) * size).allSatisfy { clips[$0, clip] == 0 }
    }
    let (body, sensor) = (
      try alignment.embed(fresh.body, of: "body"), try alignment.embed(fresh.sensor, of: "sensor")
    )
    let paired = try alignment.embeddedPairs(of: "body").clips
    for limb in 0..<2 {
      #expect((0..<20).allSatisfy { isZero(sensor, limb, $0) == (fresh.limbs[$0] != limb) && !isZero(body, limb, $0) })
      #expect((0..<60).allSatisfy { isZero(paired, limb, $0) == (scene.limbs[$0] != limb) })
      let rows = (1 + limb) * size..<(2 + limb) * size
      #expect(paired.rows(rows).rowMeans.allSatisfy { abs($0) < 1e-9 }, "means are those of the limb's own pairs")
    }
  }

  @Test("the first block is the alignment without limbs, to the bit, and no limbs are not written")
  func first() throws {
    let (scene, fresh) = (Scene(30, seed: 6), Scene(8, seed: 7))
    let (with, without) = (try alignment(scene, level()), try alignment(scene, level([:])))
    for (name, clips) in [("body", fresh.body), ("sensor", fresh.sensor)] {
      let plain = try without.embed(clips, of: name)
      #expect(try with.embed(clips, of: name).rows(0..<plain.rows) == plain)
    }
    #expect(without.gate == nil && with.gate?.count == 2)
    #expect(FrameLevel().blocks == 1 && !FrameLevel().isWritten("limbs"))
    #expect(try level().isWritten("limbs"))
  }

  @Test("where all clips are of one limb the gate gives no clip to the other")
  func single() throws {
    let scene = Scene(20, seed: 8, share: 100)
    var own = scene
    // The first clip of a hundred is of the second limb; too few to make one.
    own.sensor = scene.sensor.selectingColumns(Array(1..<20))
    own.body = scene.body.selectingColumns(Array(1..<20))
    let alignment = try alignment(own, level())
    let gate = try #require(alignment.gate)
    #expect(gate.pairs == [19, 0])
    #expect(try alignment.embed(own.sensor, of: "sensor").rows(36..<54).frobeniusNorm == 0)
  }

  @Test("limbs of a modality that is not there, and channels that are no multiple of them, are refused")
  func refusals() throws {
    let scene = Scene(12, seed: 9)
    for (limbs, found) in [(["skeleton": 2], "body, sensor"), (["body": 3], "3 limbs and 8 channels")] {
      let error = #expect(throws: InputError.self) { try alignment(scene, level(limbs)) }
      #expect(error?.found.contains(found) == true)
    }
    #expect(throws: InputError.self) { try level(["body": 1]) }
    #expect(throws: InputError.self) { try level(["a": 2, "b": 2]) }
  }
}
