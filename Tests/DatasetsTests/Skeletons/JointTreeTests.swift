import Diagnostics
import Files
import StrictYAML
import Testing

@testable import Datasets

@Suite("trees of joints") struct JointTreeTests {
  @Test(
    "every tree has the joints that its makers number, each once, and hangs together", arguments: JointTree.allCases)
  func joints(tree: JointTree) {
    let counts: [JointTree: Int] = [
      .kinectV1: 20, .kinectV2: 25, .azureKinect: 32, .coco: 17, .h36m: 17, .mediapipe: 33,
    ]
    let joints = tree.joints
    #expect(joints.count == counts[tree] && Set(joints).count == joints.count)
    for (joint, parent) in tree.bones {
      for part in (parent ?? joint).split(separator: "+") { #expect(joints.contains(String(part)), "\(joint)") }
      // Upwards there is an end.
      var (at, steps) = (joint, 0)
      while let next = tree.bones.first(where: { $0.joint == at })?.parent, steps < 40 {
        (at, steps) = (next, steps + 1)
      }
      #expect(steps < 40, "\(joint)")
    }
    let points = Limb.allCases.map(tree.joints(of:)).flatMap { [$0.end, $0.start, $0.before] }
    for point in points + tree.torso + tree.shoulders + tree.hips {
      for part in point.split(separator: "+") { #expect(joints.contains(String(part)), "\(point)") }
    }
  }

  @Test("joints stand where their makers number them")
  func numbers() {
    let known: [JointTree: [(Int, String)]] = [
      .kinectV1: [(0, "hip-center"), (3, "head"), (6, "left-wrist"), (19, "right-foot")],
      .kinectV2: [(0, "spine-base"), (6, "wrist-left"), (20, "spine-shoulder"), (24, "thumb-right")],
      .azureKinect: [
        (0, "pelvis"), (4, "clavicle-left"), (7, "wrist-left"), (10, "thumb-left"), (14, "wrist-right"),
        (18, "hip-left"), (25, "foot-right"), (26, "head"), (28, "eye-left"), (31, "ear-right"),
      ],
      .coco: [(0, "nose"), (4, "right-ear"), (9, "left-wrist"), (10, "right-wrist"), (16, "right-ankle")],
      .h36m: [(0, "hip"), (3, "right-foot"), (8, "thorax"), (10, "head"), (16, "right-wrist")],
      .mediapipe: [
        (3, "left-eye-outer"), (6, "right-eye-outer"), (7, "left-ear"), (9, "mouth-left"), (11, "left-shoulder"),
        (16, "right-wrist"), (18, "right-pinky"), (22, "right-thumb"), (27, "left-ankle"), (32, "right-foot-index"),
      ],
    ]
    for (tree, places) in known { for (number, joint) in places { #expect(tree.joints[number] == joint) } }
  }

  private func modality(_ keys: String) throws -> Modality {
    try StrictYAML.decode(
      Modality.self, from: "{name: pose, title: Pose, rate: 30, units: [m], placement: room, \(keys)}", file: "m")
  }

  @Test("'joints' is short for the channels: what is kept, and every key, is the same")
  func short() throws {
    for tree in JointTree.allCases {
      let short = try modality("joints: \(tree.rawValue)")
      let long = try modality("channels: [\(tree.channels(dimensions: 3).joined(separator: ", "))]")
      #expect(short == long && short.channels.count == 3 * tree.joints.count)
      #expect(try CanonicalJSON.text(short) == CanonicalJSON.text(long))
    }
    let flat = try modality("joints: coco, dimensions: 2, units: [px]".replacing("units: [px]", with: "worn: [trunk]"))
    #expect(flat.channels.prefix(4) == ["nose-x", "nose-y", "left-eye-x", "left-eye-y"] && flat.channels.count == 34)
  }

  @Test(
    "keys of joints that cannot be are refused by name",
    arguments: [
      ("joints: kinect", "joints"), ("joints: coco, dimensions: 4", "dimensions"), ("dimensions: 2", "dimensions"),
      ("joints: coco, channels: [a]", "channels"), ("joints: coco, shape: [2, 2]", "joints"),
      ("joints: coco, points: [x]", "joints"), ("joints: coco, dimension: 2", "dimension"), ("joints: [a]", "joints"),
    ])
  func refused(keys: String, key: String) {
    let error = #expect(throws: InputError.self) { try modality(keys) }
    #expect(error?.place.contains(key) == true || error?.found.contains(key) == true, "\(String(describing: error))")
  }

  @Test("places in a picture are in pixels, which are no length")
  func pixels() throws {
    let pixels = try MeasurementUnit.named("px", place: "units")
    #expect(try pixels.factor(to: pixels, place: "units") == 1)
    #expect(throws: InputError.self) {
      try pixels.factor(to: MeasurementUnit.named("m", place: "units"), place: "units")
    }
  }
}
