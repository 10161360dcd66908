import Diagnostics
import LinearAlgebra
import StrictYAML
import TestSupport
import Testing

@testable import Datasets
@testable import Encoders

/// One body under the joints of every tree.
@Suite("Trees of joints in encoders")
struct JointTreeTests {
  /// A body whose torso begins between the hips and ends between the shoulders, as trees without
  /// joints there have it.
  private let scene: TimeSeries = {
    var scene = skeleton(7, 25)
    func rows(_ joint: String) -> Int { scene.channels.firstIndex(of: joint + "-x") ?? 0 }
    for (middle, sides) in [("hip-center", "hip"), ("shoulder-center", "shoulder")] {
      let (left, right, at) = (rows("left-\(sides)"), rows("right-\(sides)"), rows(middle))
      for axis in 0..<3 {
        for t in 0..<25 {
          scene.values[at + axis, t] = (scene.values[left + axis, t] + scene.values[right + axis, t]) / 2
        }
      }
    }
    return scene
  }()

  /// The body with a tree's joints, in a room whose axis points up as the tree says. Joints that a
  /// Kinect v1 does not see are at the body's root.
  private func body(_ tree: JointTree) -> TimeSeries {
    var names = [tree.torso[0]: "hip-center", tree.torso[1]: "shoulder-center"]
    for side in ["left", "right"] {
      for joint in ["shoulder", "elbow", "wrist", "hip", "knee"] { names[tree.joint(joint, side)] = "\(side)-\(joint)" }
      names[tree.joint(of: "ankle", side)] = "\(side)-ankle"
    }
    let isDown = tree.up == .minusY
    let rows = tree.joints.flatMap { joint -> [[Float]] in
      let first = scene.channels.firstIndex(of: (names[joint] ?? "hip-center") + "-x") ?? 0
      // Half a turn about x: y and z change their signs.
      return (0..<3).map { axis in scene.values.row(first + axis).map { isDown && axis > 0 ? -$0 : $0 } }
    }
    return TimeSeries(
      values: Matrix(rows: rows), rate: scene.rate, channels: tree.channels(dimensions: 3))
  }

  private func units(_ series: TimeSeries) -> [String: String] {
    Dictionary(uniqueKeysWithValues: series.channels.map { ($0, "m") })
  }

  @Test("a body does the same with its limbs under the joints of every tree", arguments: JointTree.allCases)
  func limbs(tree: JointTree) throws {
    let expected = try LimbChannels(scene, "{limbs: all}")
    let own = body(tree)
    let found = try LimbChannels(own, "{limbs: all, tree: \(tree.rawValue)}", units: units(own))
    #expect(found.series.channels == expected.series.channels)
    #expect(largestDifference(found.series.values, expected.series.values) < 5e-3)
    let unnamed = try LimbChannels(own, "{limbs: all, tree: recording}", units: units(own))
    #expect(unnamed.series.values == found.series.values, "the tree is seen in the recording")
    // The body stands: an accelerometer on the trunk points up along it.
    #expect(try found.number("trunk-gravity-x", 12) > 0.9)
  }

  @Test("skeleton-kinematics takes root, sides, torso, bones and up from a tree", arguments: JointTree.allCases)
  func kinematics(tree: JointTree) throws {
    func run(_ series: TimeSeries, _ text: String) throws -> TimeSeries {
      let stage = try StrictYAML.decode(SkeletonKinematics.self, from: text, file: "test")
      return try stage.apply(.series(series)).series(for: "test")
    }
    func row(_ series: TimeSeries, _ channel: String) throws -> [Float] {
      series.values.row(try #require(series.channels.firstIndex(of: channel), "\(channel)"))
    }
    let expected = try run(scene, "{}")
    let found = try run(body(tree), "{tree: \(tree.rawValue)}")
    for part in ["", "-bone", "-velocity"] {
      for axis in ["x", "y", "z"] {
        let own = try row(found, "\(tree.joint("wrist", "right"))\(part)-\(axis)")
        let other = try row(expected, "right-wrist\(part)-\(axis)")
        #expect(zip(own, other).allSatisfy { abs($0 - $1) < 5e-3 }, "\(part)")
      }
    }
  }

  @Test("virtual-imu sits on the right forearm of a tree", arguments: JointTree.allCases)
  func imu(tree: JointTree) throws {
    func run(_ series: TimeSeries, _ text: String) throws -> Matrix<Float> {
      let stage = try StrictYAML.decode(VirtualIMU.self, from: text, file: "test")
      return try stage.apply(.series(series)).series(for: "test").values
    }
    let (expected, found) = (try run(scene, "{}"), try run(body(tree), "{tree: \(tree.rawValue)}"))
    #expect(largestDifference(found.selectingRows([0, 1, 2]), expected.selectingRows([0, 1, 2])) < 5e-3)
    #expect(largestDifference(found.selectingRows([3, 4, 5]), expected.selectingRows([3, 4, 5])) < 1)
  }

  @Test("joints of no known tree, and joints named beside the recording's own tree, are refused; no default is written")
  func ownTree() throws {
    let own = try StrictYAML.decode(LimbKinematics.self, from: "{tree: recording}", file: "t")
    let written = try EncoderChain([own], Statistics()).canonicalJSON()
    #expect(
      written.contains(#""tree":"recording""#) && LimbKinematics.ofTree.allSatisfy { !written.contains("\"\($0)\"") })
    #expect(try StrictYAML.decode(LimbKinematics.self, from: "{tree: recording, window: 5}", file: "t") != own)
    let strange = ["a", "b"].flatMap { joint in ["x", "y", "z"].map { ("\(joint)-\($0)", "m") } }
    let error = #expect(throws: InputError.self) {
      try own.fit([], in: StageContext(units: Dictionary(uniqueKeysWithValues: strange)))
    }
    #expect(error?.found.contains("a, b") == true && error?.expected.contains("kinect-v2") == true)
    for other in LimbKinematics.ofTree {
      let value = ["up": "y", "root": "hip-center"][other] ?? "[left-hip, right-hip]"
      let error = #expect(throws: InputError.self) {
        try StrictYAML.decode(LimbKinematics.self, from: "{tree: recording, \(other): \(value)}", file: "t")
      }
      #expect(error?.found.contains("'\(other)'") == true)
    }
  }

  @Test("what is said beside a tree wins; without a tree nothing is written down that was not before")
  func said() throws {
    let own = try StrictYAML.decode(
      SkeletonKinematics.self, from: "{tree: kinect-v2, root: spine-mid, up: z}", file: "t")
    #expect(own.root == "spine-mid" && own.up == .z && own.hips == ["hip-left", "hip-right"])
    let sites = try StrictYAML.decode(
      VirtualIMU.self, from: "{tree: azure-kinect, sites: [[ankle-left, knee-left, hip-left]]}", file: "t")
    #expect(sites.sites == [["ankle-left", "knee-left", "hip-left"]] && sites.up == .minusY)
    #expect(throws: InputError.self) {
      try StrictYAML.decode(SkeletonKinematics.self, from: "{tree: kinect}", file: "t")
    }
    for stage in [
      try EncoderChain([SkeletonKinematics()], Statistics()), try EncoderChain([VirtualIMU()], Statistics()),
    ] {
      #expect(try !stage.canonicalJSON().contains("tree"))
    }
  }
}

extension JointTree {
  /// The joint of a tree that is the ankle.
  fileprivate func joint(of name: String, _ side: String) -> String {
    self == .h36m ? joint("foot", side) : joint(name, side)
  }
}
