import Diagnostics
import Foundation
import LinearAlgebra
import StrictYAML
import TestSupport
import Testing

@testable import Datasets
@testable import Encoders

/// The channels of `limb-kinematics` by their names.
struct LimbChannels {
  let series: TimeSeries

  init(_ series: TimeSeries, _ text: String = "{}", units: [String: String] = kinectUnits("m"), worn: [Limb] = [])
    throws
  {
    let stage = try StrictYAML.decode(LimbKinematics.self, from: text, file: "test")
    let fitted = try stage.fit([], in: StageContext(units: units, worn: worn))
    guard case .series(let result) = try fitted.apply(.series(series)) else { preconditionFailure("a series") }
    self.series = result
  }

  func number(_ name: String, _ t: Int) throws -> Double {
    Double(series.values[try #require(series.channels.firstIndex(of: name)), t])
  }

  func vector(_ name: String, _ t: Int) throws -> SIMD3<Double> {
    SIMD3(try number(name + "-x", t), try number(name + "-y", t), try number(name + "-z", t))
  }
}

/// The laws of motion that the channels obey.
@Suite("Kinematics of limbs")
struct LimbKinematicsTests {
  private static let limbs = ["right-forearm", "right-thigh"]

  private func expectEqual(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ tolerance: Double, _ comment: Comment? = nil) {
    #expect(length(a - b) < tolerance, comment)
  }

  /// The largest difference between two results, of channels whose names contain one of the given
  /// texts, or all.
  private func difference(_ a: LimbChannels, _ b: LimbChannels, without: String = "nothing") -> Float {
    guard a.series.channels == b.series.channels else { return .infinity }
    let rows = a.series.channels.indices.filter { !a.series.channels[$0].contains(without) }
    return largestDifference(a.series.values.selectingRows(rows), b.series.values.selectingRows(rows))
  }

  @Test("the defaults give 31 channels each of the right forearm and the right thigh")
  func channels() throws {
    let found = try LimbChannels(skeleton(1, 20)).series
    #expect(found.values.rows == 62 && found.values.columns == 20 && found.rate == 30)
    #expect(found.channels.prefix(31).allSatisfy { $0.hasPrefix("right-forearm-") })
    #expect(found.channels.suffix(31).allSatisfy { $0.hasPrefix("right-thigh-") })
    #expect(Set(found.channels).count == 62)
  }

  @Test("a limb at rest feels 1 g against gravity, and nothing moves", arguments: [1, 2, 3, 40])
  func rest(frames: Int) throws {
    let found = try LimbChannels(skeleton(frames) { pose, _ in pose })
    for limb in Self.limbs {
      for t in 0..<frames {
        let force = try found.vector("\(limb)-specific-force", t)
        #expect(abs(length(force) - 1) < 1e-5)
        expectEqual(force, try found.vector("\(limb)-gravity", t), 1e-5)
        for still in ["velocity", "acceleration", "angular-velocity", "angular-rate"] {
          expectEqual(try found.vector("\(limb)-\(still)", t), .zero, 1e-3)
        }
        // x of the limb's axes points along it, so gravity's share of it is how far the limb points
        // up.
        #expect(
          abs(try found.number("\(limb)-gravity-x", t) - found.number("\(limb)-direction-z", t)) < 1e-6)
      }
    }
  }

  @Test("a limb in free fall feels nothing", arguments: [3, 7, 8, 40])
  func freeFall(frames: Int) throws {
    let found = try LimbChannels(
      skeleton(frames) { pose, t in pose + SIMD3(0.7 * t, -0.5 * VirtualIMU.gravity * t * t, 0.2) })
    for limb in Self.limbs {
      for t in 0..<frames {
        expectEqual(try found.vector("\(limb)-specific-force", t), .zero, 5e-4)
        #expect(abs(try found.number("\(limb)-gravity-x", t)) <= 1, "gravity's direction stays")
      }
    }
  }

  @Test("what moves along a parabola has its velocity and acceleration, in torso lengths or in metres")
  func parabola() throws {
    // The torso of the standing pose is .45 m long; x of the body is x of the room, its y is -z,
    // its z is y.
    let scene = skeleton(30) { pose, t in pose + SIMD3(0.5 * t * t, 0.2 * t, 0.1 - 0.3 * t) }
    for (text, size) in [("{origin: frame}", 0.45), ("{scale: false, origin: frame}", 1)] {
      let found = try LimbChannels(scene, text)
      for t in 0..<30 {
        let velocity = SIMD3(Double(t) / 30, 0.3, 0.2) / size
        expectEqual(try found.vector("right-thigh-velocity", t), velocity, 1e-3)
        expectEqual(try found.vector("right-thigh-acceleration", t), SIMD3(1 / size, 0, 0), 5e-3)
        #expect(abs(try found.number("right-thigh-velocity-magnitude", t) - length(velocity)) < 1e-3)
        #expect(abs(try found.number("right-thigh-acceleration-magnitude", t) - 1 / size) < 5e-3)
        let knee = SIMD3(0.12, 0.03, -0.5) / size
        expectEqual(try found.vector("right-thigh-position", t), knee, 1e-5)
      }
    }
  }

  @Test(
    "a body that turns about the vertical has that angular velocity, in its own axes and along gravity in the limb's")
  func turning() throws {
    for omega in [-2.0, 0.5, 3] {
      let found = try LimbChannels(
        skeleton(40) { pose, t in turned(pose, omega * t) }, "{heading: frame, order: 4, axes: carried}")
      for limb in Self.limbs {
        for t in 4..<36 {
          expectEqual(try found.vector("\(limb)-angular-velocity", t), SIMD3(0, 0, omega), 1e-3)
          expectEqual(
            try found.vector("\(limb)-angular-rate", t), omega * (try found.vector("\(limb)-gravity", t)), 2e-3)
          #expect(abs(try found.number("\(limb)-angular-velocity-magnitude", t) - abs(omega)) < 1e-3)
          // The hips are on the axis: velocity is the vector product of angular velocity and place.
          let place = try found.vector("\(limb)-position", t)
          expectEqual(try found.vector("\(limb)-velocity", t), omega * SIMD3(-place.y, place.x, 0), 5e-3)
          expectEqual(
            try found.vector("\(limb)-acceleration", t), -omega * omega * SIMD3(place.x, place.y, 0), 0.05)
        }
      }
    }
  }

  @Test("an arm that turns about the body's left-right axis does so at its rate, and feels the pull to its centre")
  func flexion() throws {
    // The elbow rests; forearm (.3 m) and upper arm turn about x of the room at a right angle to
    // each other.
    let omega = 2.0
    var scene = skeleton(40) { pose, _ in pose }
    for t in 0..<40 {
      let angle = omega * Double(t) / 30
      let places: [(String, SIMD3<Double>)] = [
        ("right-wrist", SIMD3(0.3, 1.15 + 0.3 * cos(angle), 0.3 * sin(angle))), ("right-elbow", SIMD3(0.3, 1.15, 0)),
        ("right-shoulder", SIMD3(0.3, 1.15 - 0.3 * sin(angle), 0.3 * cos(angle))),
      ]
      for (name, place) in places {
        let c = try #require(scene.channels.firstIndex(of: name + "-x"))
        for axis in 0..<3 { scene.values[c + axis, t] = Float(place[axis]) }
      }
    }
    let found = try LimbChannels(scene, "{limbs: [right-forearm], shoulders: [left-hip, right-hip], order: 4}")
    for t in 4..<36 {
      let angle = omega * Double(t) / 30
      expectEqual(try found.vector("right-forearm-angular-velocity", t), SIMD3(omega, 0, 0), 1e-3)
      let rate = try found.vector("right-forearm-angular-rate", t)
      #expect(abs(rate.x) < 1e-3 && abs(rate.y) < 1e-3 && abs(abs(rate.z) - omega) < 1e-3)
      expectEqual(try found.vector("right-forearm-direction", t), SIMD3(0, -sin(angle), cos(angle)), 1e-3)
      let pull = SIMD3(-0.3 * omega * omega / VirtualIMU.gravity, 0, 0)
      expectEqual(
        try found.vector("right-forearm-specific-force", t) - found.vector("right-forearm-gravity", t), pull, 1e-3)
    }
  }

  @Test("axes of the posture: equal postures have equal axes, and only what joints show turns", arguments: [0.5, -2])
  func neutralAxes(omega: Double) throws {
    let found = try LimbChannels(skeleton(40) { pose, t in turned(pose, omega * t) }, "{heading: frame, order: 4}")
    for limb in Self.limbs {
      let up = try found.vector("\(limb)-gravity", 10)
      for t in 4..<36 {
        expectEqual(try found.vector("\(limb)-gravity", t), up, 1e-3)
        // The part of the angular velocity about the vertical that is at right angles to the limb.
        let along = try found.vector("\(limb)-direction", t)
        expectEqual(
          try found.vector("\(limb)-angular-velocity", t), SIMD3(0, 0, omega) - omega * along.z * along, 2e-3)
        #expect(abs(try found.number("\(limb)-angular-rate-x", t)) < 1e-3)
      }
    }
  }

  @Test("axes are at right angles and of length 1, for straight limbs too")
  func neutralFrame() {
    let (down, forwards) = (SIMD3(0.0, 0, -1), SIMD3(0.0, 1, 0))
    for (along, before) in [(down, down), (forwards, down), (down, SIMD3(1.0, 0, 0)), (SIMD3(-1.0, 0, 0), down)] {
      let axes = NeutralLimbFrame.axes(along: along, before: before, neutral: BodyDirection.left.vector)
      for (a, b, product) in [
        (axes.x, axes.x, 1.0), (axes.y, axes.y, 1), (axes.z, axes.z, 1), (axes.x, axes.y, 0), (axes.y, axes.z, 0),
        (axes.z, axes.x, 0),
      ] { #expect(abs(dot(a, b) - product) < 1e-12) }
      expectEqual(cross(axes.x, axes.y), axes.z, 1e-12)
    }
    // A hanging arm that bends at the elbow has the normal that its neutral direction says.
    expectEqual(
      NeutralLimbFrame.axes(along: forwards, before: down, neutral: BodyDirection.left.vector).z, SIMD3(-1, 0, 0), 1e-12
    )
  }

  @Test("a rate that is said replaces the recording's")
  func statedRate() throws {
    let scene = skeleton(30) { pose, t in pose + SIMD3(0.5 * t * t, 0, 0) }
    let (half, full) = (try LimbChannels(scene, "{rate: 15}"), try LimbChannels(scene))
    expectEqual(
      2 * (try half.vector("right-thigh-velocity", 9)), try full.vector("right-thigh-velocity", 9), 1e-4)
    expectEqual(
      4 * (try half.vector("right-thigh-acceleration", 9)), try full.vector("right-thigh-acceleration", 9), 1e-3)
    #expect(throws: InputError.self) { try LimbChannels(scene, "{rate: 0}") }
  }

  @Test("positions from the mean place of the root keep the body's own way")
  func origin() throws {
    let scene = skeleton(31) { pose, t in pose + SIMD3(0, 0.3 * t, 0) }
    let (way, still) = (try LimbChannels(scene), try LimbChannels(scene, "{origin: frame}"))
    for t in [0, 15, 30] {
      let moved = try way.vector("right-thigh-position", t) - still.vector("right-thigh-position", t)
      expectEqual(moved, SIMD3(0, 0, 0.3 * Double(t - 15) / 30 / 0.45), 1e-4)
    }
  }

  @Test("what a limb feels is what a virtual sensor on it reads, to the bit")
  func virtualSensor() throws {
    let scene = skeleton(2, 40)
    var sensor = VirtualIMU()
    sensor.sites = [["right-wrist", "right-elbow", "right-shoulder"], ["right-knee", "right-hip", "hip-center"]]
    sensor.angularRate = .radians
    let readings = try sensor.apply(.series(scene)).values
    let found = try LimbChannels(scene, "{axes: carried}").series
    for (place, limb) in Self.limbs.enumerated() {
      for (offset, quantity) in ["specific-force", "angular-rate"].enumerated() {
        for (axis, name) in ["x", "y", "z"].enumerated() {
          let c = try #require(found.channels.firstIndex(of: "\(limb)-\(quantity)-\(name)"))
          #expect(found.values.row(c) == readings.row(6 * place + 3 * offset + axis))
        }
      }
    }
  }

  private func moved(_ series: TimeSeries, _ move: (SIMD3<Double>) -> SIMD3<Double>) -> TimeSeries {
    var other = series
    for t in 0..<series.values.columns {
      for j in 0..<20 {
        let at = move(SIMD3((0..<3).map { Double(series.values[3 * j + $0, t]) }))
        for axis in 0..<3 { other.values[3 * j + axis, t] = Float(at[axis]) }
      }
    }
    return other
  }

  @Test("moving a person, or turning them about the vertical, changes nothing", arguments: ["recording", "frame"])
  func invariance(heading: String) throws {
    let scene = skeleton(3, 40)
    let plain = try LimbChannels(scene, "{heading: \(heading), limbs: all}")
    // Accelerations are up to 100 torso lengths a second squared here, and positions are kept to
    // 1e-7 m.
    let far = try LimbChannels(moved(scene) { $0 + SIMD3(1, -2, 3) }, "{heading: \(heading), limbs: all}")
    #expect(difference(plain, far) < 5e-3)
    let other = try LimbChannels(moved(scene) { turned($0, 1.1) }, "{heading: \(heading), limbs: all}")
    #expect(difference(plain, other) < 5e-3)
  }

  @Test("a larger body gives the same, but for the force, which is physical; with `length: torso` that too")
  func size() throws {
    let scene = skeleton(4, 40)
    let large = moved(scene) { 1.7 * $0 }
    let (a, b) = try (LimbChannels(scene), LimbChannels(large))
    #expect(difference(a, b, without: "specific-force") < 5e-3)
    let forces = try (0..<40).map { t in
      (
        try a.vector("right-thigh-specific-force", t), try b.vector("right-thigh-specific-force", t),
        try a.vector("right-thigh-gravity", t)
      )
    }
    for (small, large, up) in forces { expectEqual(large - up, 1.7 * (small - up), 5e-3) }
    let unknown = kinectUnits("unstated")
    let (c, d) = try (
      LimbChannels(scene, "{length: torso}", units: unknown), LimbChannels(large, "{length: torso}", units: unknown)
    )
    #expect(difference(c, d) < 5e-3)
  }
}
