import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import StrictYAML
import Testing

@testable import Datasets
@testable import Encoders

@Suite("Virtual inertial sensors")
struct VirtualIMUTests {
  private static let wrist = kinectPose.first { $0.name == "right-wrist" }?.place ?? .zero
  private static let elbow = kinectPose.first { $0.name == "right-elbow" }?.place ?? .zero

  private func readings(_ series: TimeSeries, _ stage: VirtualIMU = VirtualIMU()) throws -> Matrix<Float> {
    try stage.apply(.series(series)).values
  }

  private func expectEqual(_ a: Matrix<Float>, _ b: Matrix<Float>, within tolerance: Float) {
    #expect(a.rows == b.rows && a.columns == b.columns)
    for c in 0..<a.rows { for t in 0..<a.columns { #expect(abs(a[c, t] - b[c, t]) < tolerance, "row \(c), \(t)") } }
  }

  @Test("a body at rest reads 1 g along the limb's upward direction, and no angular rate", arguments: [1, 2, 3, 40])
  func rest(frames: Int) throws {
    let values = try readings(skeleton(frames) { pose, _ in pose })
    let limb = (Self.wrist - Self.elbow) / length(Self.wrist - Self.elbow)
    for t in 0..<frames {
      let column = values.column(t)
      #expect(abs(Double(column[0]) - limb.y) < 1e-5, "x points along the limb")
      #expect(abs(length(SIMD3(column[0..<3].map { Double($0) })) - 1) < 1e-5)
      #expect(column[3...5].allSatisfy { abs($0) < 1e-3 })
    }
  }

  @Test("a body in free fall reads nothing, from the first frame to the last", arguments: [3, 7, 8, 40])
  func freeFall(frames: Int) throws {
    let values = try readings(
      skeleton(frames) { pose, t in pose + SIMD3(0.7 * t, -0.5 * VirtualIMU.gravity * t * t, 0.2) })
    // Positions are kept in single precision: 1e-7 m at 30 Hz is 1e-5 g.
    for t in 0..<frames { for c in 0..<3 { #expect(abs(values[c, t]) < 2e-4) } }
  }

  @Test("a constant acceleration is read on top of gravity")
  func acceleration() throws {
    let values = try readings(skeleton(20) { pose, t in pose + SIMD3(0, VirtualIMU.gravity * t * t, 0) })
    for t in 0..<20 {
      let g = Float(length(SIMD3((0..<3).map { Double(values[$0, t]) })))
      #expect(abs(g - 3) < 1e-3, "2 g upwards and 1 g of gravity")
    }
  }

  @Test("a body that turns about the vertical reads that rate", arguments: [-200.0, -30, 5, 90, 400])
  func turning(degrees: Double) throws {
    let values = try readings(skeleton(40) { pose, t in turned(pose, degrees * .pi / 180 * t) })
    let radians = try readings(
      skeleton(40) { pose, t in turned(pose, degrees * .pi / 180 * t) },
      try StrictYAML.decode(VirtualIMU.self, from: "{angularRate: rad/s}", file: "test"))
    for t in 4..<36 {
      let rate = SIMD3(Double(values[3, t]), Double(values[4, t]), Double(values[5, t]))
      #expect(abs(length(rate) - abs(degrees)) < 0.05)
      // At rest the sensor reads upwards: the angular rate of a turn about the vertical has the
      // same direction.
      let up = SIMD3(Double(values[0, t]), Double(values[1, t]), Double(values[2, t]))
      if abs(degrees) <= 30 { #expect(dot(rate, up) * degrees > 0) }
      for c in 3..<6 { #expect(abs(radians[c, t] * 180 / .pi - values[c, t]) < 1e-3) }
    }
  }

  @Test("an arm that turns in its own plane reads its rate about z alone, and the acceleration towards the centre")
  func plane() throws {
    // Elbow at the origin, forearm of 0.3 m, upper arm turning along at a right angle: all in the
    // plane of x and y.
    let omega = 2.0
    var series = skeleton(40) { pose, _ in pose }
    for t in 0..<40 {
      let angle = omega * Double(t) / 30
      let (x, y) = (0.3 * cos(angle), 0.3 * sin(angle))
      let places = [
        "right-wrist": SIMD3<Double>(x, y, 2), "right-elbow": SIMD3<Double>(0, 0, 2),
        "right-shoulder": SIMD3<Double>(-y, x, 2),
      ]
      for (c, channel) in series.channels.enumerated() {
        guard let place = places[String(channel.dropLast(2))] else { continue }
        series.values[c, t] = Float(place[c % 3])
      }
    }
    let stage = try StrictYAML.decode(
      VirtualIMU.self, from: "{up: z, angularRate: rad/s, order: 4}", file: "test")
    let values = try readings(series, stage)
    for t in 4..<36 {
      #expect(abs(values[3, t]) < 1e-3 && abs(values[4, t]) < 1e-3)
      #expect(abs(values[5, t] - Float(omega)) < 1e-3)
      #expect(abs(Double(values[0, t]) + 0.3 * omega * omega / VirtualIMU.gravity) < 1e-3, "towards the elbow")
      #expect(abs(values[1, t]) < 1e-3 && abs(values[2, t] - 1) < 1e-3)
    }
  }

  @Test("moving the scene, or turning it about the vertical, changes nothing")
  func invariance() throws {
    let scene = skeleton(7, 50)
    func placed(_ move: (SIMD3<Double>) -> SIMD3<Double>) -> TimeSeries {
      var other = scene
      for t in 0..<50 {
        for j in 0..<20 {
          let at = move(SIMD3((0..<3).map { Double(scene.values[3 * j + $0, t]) }))
          for axis in 0..<3 { other.values[3 * j + axis, t] = Float(at[axis]) }
        }
      }
      return other
    }
    let plain = try readings(scene)
    let moved = try readings(placed { $0 + SIMD3(3, -2, 5) })
    let rotated = try readings(placed { turned($0, 1.1) })
    // Rounding of the moved positions: 5e-7 m, in degrees a second across a limb of 0.2 m some
    // .005.
    expectEqual(plain.rows(0..<3), moved.rows(0..<3), within: 1e-3)
    expectEqual(plain.rows(3..<6), moved.rows(3..<6), within: 0.05)
    expectEqual(plain.rows(0..<3), rotated.rows(0..<3), within: 1e-3)
    expectEqual(plain.rows(3..<6), rotated.rows(3..<6), within: 0.05)
  }

  @Test("a straight limb does not spin, whatever the noise of its joints")
  func straight() throws {
    var generator = Seed(base: 3).generator
    var series = skeleton(60) { pose, _ in pose }
    for t in 0..<60 {
      for (name, height) in [("right-shoulder", 1.4), ("right-elbow", 1.1), ("right-wrist", 0.8)] {
        let c = series.channels.firstIndex(of: name + "-x") ?? 0
        for (axis, value) in [0.3, height, 0].enumerated() {
          series.values[c + axis, t] = Float(value + 0.002 * generator.normal())
        }
      }
    }
    let values = try readings(series)
    for t in 0..<60 { #expect(abs(values[3, t]) < 2, "degrees a second about the limb") }
  }

  @Test("a skeleton in millimetres reads the same, told so, and is refused where the manifest contradicts")
  func millimetres() throws {
    let scene = skeleton(5, 30)
    var large = scene
    large.values = 1_000 * scene.values
    let stage = try StrictYAML.decode(VirtualIMU.self, from: "{length: mm}", file: "test")
    expectEqual(try readings(scene).rows(0..<3), try readings(large, stage).rows(0..<3), within: 1e-3)
    let units = Dictionary(uniqueKeysWithValues: kinectChannels.map { ($0, "m") })
    #expect(throws: InputError.self) { try stage.units(after: units) }
    #expect(try VirtualIMU().units(after: units)["angular-rate-y"] == "deg/s")
    #expect(try VirtualIMU().units(after: [:])["acceleration-z"] == "g")
  }

  @Test("several sites are named by their joints, and each reads what it reads alone")
  func sites() throws {
    let scene = skeleton(6, 30)
    let arm = ["right-wrist", "right-elbow", "right-shoulder"]
    let thigh = ["right-knee", "right-hip", "hip-center"]
    var (both, one) = (VirtualIMU(), VirtualIMU())
    both.sites = [arm, thigh]
    one.sites = [thigh]
    let signal = try both.apply(.series(scene))
    #expect(signal.channels[0] == "right-wrist-acceleration-x" && signal.channels[11] == "right-knee-angular-rate-z")
    #expect(signal.values.rows(0..<6) == (try readings(scene)))
    #expect(signal.values.rows(6..<12) == (try readings(scene, one)))
    #expect(try one.apply(.series(scene)).channels == InertialChannels.names)
  }

  @Test("the units that it gives are those that an encoder of inertial recordings takes")
  func chain() throws {
    let units = try VirtualIMU().units(after: [:])
    let input = try InertialChannels(VirtualIMU().channels, units: units, link: "test")
    #expect(input.factors.prefix(3) == [1, 1, 1] && abs(input.factors[3] - .pi / 180) < 1e-9)
    #expect(throws: Never.self) { try Resample().units(after: units) }
    #expect(StandardiseChannels().units(after: units).isEmpty)
  }

  @Test(
    "an encoder pretrained on real sensors takes a skeleton through it",
    .enabled(if: LIMUBERTTests.isAtHand, LIMUBERTTests.reason))
  func pretrained() throws {
    var source = try GeneratedSource(["skeleton": (0..<3).map { .series(skeleton(UInt64($0), 40)) }])
    source.declared = [
      Modality(name: "skeleton", title: "", rate: 30, channels: kinectChannels, units: ["m"], placement: "")
    ]
    let features = try encode(
      source, modality: "skeleton", chain: EncoderChain([VirtualIMU()], LIMUBERT()), fittedOn: [], seed: Seed(base: 0))
    // Mean and deviation of 72 states in 7 segments.
    #expect(features.matrix.rows == 1008 && features.matrix.columns == 3)
    #expect(throws: InputError.self) {
      try encode(
        source, modality: "skeleton", chain: EncoderChain([VirtualIMU(), StandardiseChannels()], LIMUBERT()),
        fittedOn: [0, 1, 2], seed: Seed(base: 0))
    }
  }

  @Test(
    "sites that cannot be are refused",
    arguments: ["[]", "[[a, b]]", "[[a, a, b]]", "[[a, b, c], [a, c, b]]", "[[a, b, c, d]]"])
  func refusedSites(text: String) {
    #expect(throws: InputError.self) {
      try StrictYAML.decode(VirtualIMU.self, from: "{sites: \(text)}", file: "test")
    }
  }

  @Test("a missing joint is refused with its name and the nearest one")
  func missing() {
    var stage = VirtualIMU()
    stage.sites = [["right-wrst", "right-elbow", "right-shoulder"]]
    let error = #expect(throws: InputError.self) { try stage.apply(.series(skeleton(1, 9))) }
    #expect(error?.found.contains("right-wrst") == true && error?.advice.contains("'right-wrist'") == true)
  }
}
