import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import StrictYAML
import Testing

@testable import Encoders

@Suite("Skeleton kinematics")
struct SkeletonKinematicsTests {
  private func stage(_ text: String) throws -> SkeletonKinematics {
    try StrictYAML.decode(SkeletonKinematics.self, from: text, file: "test")
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

  @Test("its parts are joints without the root, a bone for each of them, and a velocity for every joint")
  func parts() throws {
    let scene = Signal.series(skeleton(1, 20))
    let all = try stage("{}").apply(scene)
    #expect(all.values.rows == 57 + 57 + 60)
    let joints = try stage("{bones: false, velocities: false}").apply(scene)
    let bones = try stage("{joints: false, velocities: false}").apply(scene)
    let velocities = try stage("{joints: false, bones: false}").apply(scene)
    #expect(all.values == Matrix.stackedVertically([joints.values, bones.values, velocities.values]))
    #expect(all.channels == joints.channels + bones.channels + velocities.channels)
    #expect(bones.channels.contains("right-wrist-bone-z") && velocities.channels[0] == "hip-center-velocity-x")
    #expect(throws: InputError.self) { try stage("{joints: false, bones: false, velocities: false}") }
  }

  @Test("without turning and scaling, its joints are those of root-relative")
  func rootRelative() throws {
    let scene = Signal.series(skeleton(2, 20))
    let found = try stage("{bones: false, velocities: false, heading: none, scale: false}").apply(scene)
    let expected = try RootRelative().apply(scene)
    #expect(found.channels == expected.channels)
    for i in 0..<57 { for t in 0..<20 { #expect(abs(found.values[i, t] - expected.values[i, t]) < 1e-6) } }
  }

  @Test(
    "moving a person, turning them about the vertical and making them larger changes nothing",
    arguments: ["recording", "frame"])
  func invariance(heading: String) throws {
    let scene = skeleton(3, 30)
    let other = moved(scene) { 1.7 * turned($0, 0.8) + SIMD3<Double>(1, 2, 3) }
    let stage = try stage("{heading: \(heading)}")
    let (a, b) = (try stage.apply(.series(scene)).values, try stage.apply(.series(other)).values)
    for i in 0..<a.rows { for t in 0..<30 { #expect(abs(a[i, t] - b[i, t]) < 5e-5) } }
  }

  @Test("heading in each frame takes turns out, heading of the recording keeps them")
  func turns() throws {
    let scene = skeleton(30) { turned($0, $1) }
    let frame = try stage("{heading: frame, velocities: false}").apply(.series(scene)).values
    let once = try stage("{velocities: false}").apply(.series(scene)).values
    #expect((0..<frame.rows).allSatisfy { abs(frame[$0, 29] - frame[$0, 0]) < 1e-5 })
    #expect((0..<once.rows).contains { abs(once[$0, 29] - once[$0, 0]) > 0.1 })
  }

  @Test("the axes are right, forwards and up, in lengths of the torso")
  func axes() throws {
    let scene = skeleton(3) { p, _ in p }
    let signal = try stage("{bones: false}").apply(.series(scene))
    func value(_ name: String) -> Float { signal.channels.firstIndex(of: name).map { signal.values[$0, 1] } ?? .nan }
    // The person stands upright with a torso of 0.45 m; x right and y up make z point backwards.
    #expect(abs(value("right-shoulder-x") - 0.2 / 0.45) < 1e-6)
    #expect(abs(value("right-shoulder-z") - 0.4 / 0.45) < 1e-6)
    #expect(abs(value("right-foot-y") - 0.1 / 0.45) < 1e-6)
    #expect(value("head-velocity-z") == 0)
  }

  @Test("a person who walks has that velocity in the root, and none in the joints relative to it")
  func velocity() throws {
    let scene = skeleton(25, rate: 20) { p, t in p + SIMD3<Double>(1.5 * t, 0, 0) }
    let signal = try stage("{joints: false, bones: false, scale: false}").apply(.series(scene))
    for t in 0..<25 {
      #expect(abs(signal.values[0, t] - 1.5) < 1e-4, "metres a second, from the first frame to the last")
      #expect((3..<60).allSatisfy { abs(signal.values[$0, t]) < 1e-4 })
    }
  }

  @Test("bones add up from the root to the hand")
  func bones() throws {
    let signal = try stage("{velocities: false}").apply(.series(skeleton(4, 9)))
    func row(_ name: String) -> [Float] { signal.channels.firstIndex(of: name).map { signal.values.row($0) } ?? [] }
    let chain = ["spine", "shoulder-center", "right-shoulder", "right-elbow", "right-wrist", "right-hand"]
    for axis in ["x", "y", "z"] {
      let bones = chain.map { row("\($0)-bone-\(axis)") }
      let hand = row("right-hand-\(axis)")
      for t in 0..<9 { #expect(abs(bones.reduce(0) { $0 + $1[t] } - hand[t]) < 1e-5) }
    }
  }

  @Test(
    "a joint that is missing is refused with the parameter that asks for it",
    arguments: [
      ("{root: hip-centre}", "root"), ("{shoulders: [a, right-shoulder]}", "shoulders"),
      ("{hips: [left-hip, b]}", "hips"),
      ("{torso: [hip-center, c]}", "torso"), ("{parents: {right-wrist: d}}", "parents"),
      ("{parents: {e: right-wrist}}", "parents"),
    ])
  func missing(text: String, parameter: String) throws {
    let stage = try stage(text)
    let error = #expect(throws: InputError.self) { try stage.apply(.series(skeleton(1, 9))) }
    #expect(error?.place == "'skeleton-kinematics': \(parameter)")
    #expect(error?.advice.contains("Joints: head, ") == true)
  }

  @Test("a person without a left and a right, or without a torso, is refused unless neither is needed")
  func degenerate() throws {
    let lying = skeleton(5) { p, _ in SIMD3<Double>(0, p.y, 0) }
    #expect(throws: InputError.self) { try stage("{scale: false}").apply(.series(lying)) }
    #expect(throws: Never.self) { try stage("{heading: none}").apply(.series(lying)) }
    let point = skeleton(5) { _, _ in [1, 1, 1] }
    #expect(throws: InputError.self) { try stage("{heading: none}").apply(.series(point)) }
    #expect(throws: Never.self) { try stage("{heading: none, scale: false}").apply(.series(point)) }
  }

  @Test("units follow: metres stay metres and become metres a second, unless in lengths of the torso")
  func units() throws {
    let units = ["right-hand-x": "m"]
    #expect(try stage("{}").units(after: units).isEmpty)
    let kept = try stage("{scale: false}").units(after: units)
    #expect(kept == ["right-hand-x": "m", "right-hand-bone-x": "m", "right-hand-velocity-x": "m/s"])
  }
}

@Suite("Savitzky-Golay filters")
struct SavitzkyGolayTests {
  @Test(
    "a polynomial of the order comes out as it is, with exact derivatives at every frame",
    arguments: [(30, 7, 2), (30, 9, 4), (5, 7, 2), (8, 5, 3), (6, 101, 5)])
  func polynomial(frames: Int, window: Int, order: Int) {
    let filter = SavitzkyGolay(frames: frames, window: window, order: order)
    func power(_ t: Int, _ k: Int) -> Double { k < 0 ? 0 : pow(Double(t) / 10, Double(k)) }
    let degree = min(order, frames - 1)
    let values = (0..<frames).map { SIMD3<Double>(power($0, degree), 2 * power($0, 1), 1) }
    let (smooth, first, second) = (filter(values), filter(values, derivative: 1), filter(values, derivative: 2))
    for t in 0..<frames {
      #expect(length(smooth[t] - values[t]) < 1e-10)
      #expect(abs(first[t].x - Double(degree) * power(t, degree - 1) / 10) < 1e-10)
      #expect(abs(first[t].y - 0.2) < 1e-12 && first[t].z == 0)
      #expect(abs(second[t].x - Double(degree * (degree - 1)) * power(t, degree - 2) / 100) < 1e-10)
    }
  }

  @Test("the weights of five frames and order two are the published ones")
  func published() {
    let impulse = (0..<11).map { SIMD3($0 == 5 ? 1.0 : 0, 0, 0) }
    let filter = SavitzkyGolay(frames: 11, window: 5, order: 2)
    let smooth = filter(impulse).map { ($0.x * 35).rounded() }
    #expect(smooth[3...7] == [-3, 12, 17, 12, -3])
    #expect(filter(impulse, derivative: 1).map { ($0.x * 10).rounded() }[3...7] == [2, 1, 0, -1, -2])
    #expect(filter(impulse, derivative: 2).map { ($0.x * 7).rounded() }[3...7] == [2, -1, -2, -1, 2])
  }

  @Test("a recording of one frame has no derivatives")
  func single() {
    let filter = SavitzkyGolay(frames: 1, window: 7, order: 2)
    #expect(filter([[1, 2, 3]]) == [[1, 2, 3]] && filter([[1, 2, 3]], derivative: 2) == [.zero])
  }
}
