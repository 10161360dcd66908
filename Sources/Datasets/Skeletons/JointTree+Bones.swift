extension JointTree {
  /// The joints in the order in which the makers number them, each with the joint that it hangs on;
  /// nil for a root.
  public var bones: [(joint: String, parent: String?)] {
    switch self {
    case .kinectV1: kinectV1Bones
    case .kinectV2: kinectV2Bones
    case .azureKinect: azureKinectBones
    case .coco: cocoBones
    case .h36m: h36mBones
    case .mediapipe: mediapipeBones
    }
  }

  /// The joints in the order in which the makers number them.
  public var joints: [String] { bones.map(\.joint) }

  /// The channels of a skeleton of this tree, joint after joint: `hip-x`, `hip-y`, `hip-z`.
  /// - Parameter dimensions: 3, or 2 for x and y alone.
  public func channels(dimensions: Int) -> [String] {
    joints.flatMap { joint in ["x", "y", "z"].prefix(dimensions).map { "\(joint)-\($0)" } }
  }

  private typealias Bone = (joint: String, parent: String?)

  /// Joints that hang on one another from `start` on, on one side of the body.
  private func chain(_ start: String, _ names: [String], _ side: String) -> [Bone] {
    let joints = names.map { joint($0, side) }
    return zip(joints, [start] + joints).map { ($0, $1) }
  }

  private func both(_ start: String, _ names: [String]) -> [Bone] {
    ["left", "right"].flatMap { chain(start, names, $0) }
  }

  private var kinectV1Bones: [Bone] {
    [("hip-center", nil), ("spine", "hip-center"), ("shoulder-center", "spine"), ("head", "shoulder-center")]
      + both("shoulder-center", ["shoulder", "elbow", "wrist", "hand"])
      + both("hip-center", ["hip", "knee", "ankle", "foot"])
  }

  private var kinectV2Bones: [Bone] {
    [("spine-base", nil), ("spine-mid", "spine-base"), ("neck", "spine-shoulder"), ("head", "neck")]
      + both("spine-shoulder", ["shoulder", "elbow", "wrist", "hand"])
      + both("spine-base", ["hip", "knee", "ankle", "foot"]) + [("spine-shoulder", "spine-mid")]
      + ["left", "right"].flatMap { [("hand-tip-\($0)", "hand-\($0)"), ("thumb-\($0)", "wrist-\($0)")] }
  }

  private var azureKinectBones: [Bone] {
    [("pelvis", nil), ("spine-naval", "pelvis"), ("spine-chest", "spine-naval"), ("neck", "spine-chest")]
      + ["left", "right"].flatMap { side -> [Bone] in
        chain("spine-chest", ["clavicle", "shoulder", "elbow", "wrist", "hand", "hand-tip"], side)
          + [("thumb-\(side)", "wrist-\(side)")]
      } + both("pelvis", ["hip", "knee", "ankle", "foot"]) + [("head", "neck"), ("nose", "head")]
      + ["left", "right"].flatMap { [("eye-\($0)", "head"), ("ear-\($0)", "head")] }
  }

  private var cocoBones: [Bone] {
    [
      ("nose", torso[1]), ("left-eye", "nose"), ("right-eye", "nose"), ("left-ear", "left-eye"),
      ("right-ear", "right-eye"), ("left-shoulder", torso[1]), ("right-shoulder", torso[1]),
    ] + alternating(["shoulder", "elbow", "wrist"]) + [("left-hip", torso[0]), ("right-hip", torso[0])]
      + alternating(["hip", "knee", "ankle"])
  }

  private var h36mBones: [Bone] {
    [("hip", nil)] + ["right", "left"].flatMap { chain("hip", ["hip", "knee", "foot"], $0) }
      + [("spine", "hip"), ("thorax", "spine"), ("neck", "thorax"), ("head", "neck")]
      + both("thorax", ["shoulder", "elbow", "wrist"])
  }

  private var mediapipeBones: [Bone] {
    [("nose", torso[1])]
      + ["left", "right"].flatMap { side -> [Bone] in
        zip(["eye-inner", "eye", "eye-outer"], ["nose", "\(side)-eye-inner", "\(side)-eye"]).map {
          ("\(side)-\($0)", $1)
        }
      } + [
        ("left-ear", "left-eye-outer"), ("right-ear", "right-eye-outer"), ("mouth-left", "nose"),
        ("mouth-right", "nose"), ("left-shoulder", torso[1]), ("right-shoulder", torso[1]),
      ] + alternating(["shoulder", "elbow", "wrist"])
      + ["pinky", "index", "thumb"].flatMap { finger in alternating(["wrist", finger]) }
      + [("left-hip", torso[0]), ("right-hip", torso[0])] + alternating(["hip", "knee", "ankle", "heel"])
      + alternating(["heel", "foot-index"])
  }

  /// Joints that hang on one another, left and right in turn; the first is there already.
  private func alternating(_ names: [String]) -> [Bone] {
    zip(names.dropFirst(), names).flatMap { name, parent in
      ["left", "right"].map { (joint(name, $0), joint(parent, $0)) }
    }
  }
}
