/// The joints that a kind of skeleton has, which of them make limbs and torso, and which way is up.
///
/// A point is a joint, or the middle of several, joined by `+`.
public enum JointTree: String, Codable, Sendable, CaseIterable {
  /// The 20 joints of a Kinect v1, metres, y up: `right-wrist`, `hip-center`.
  case kinectV1 = "kinect-v1"
  /// The 25 joints of a Kinect v2, metres, y up: `wrist-right`, `spine-base`.
  case kinectV2 = "kinect-v2"
  /// The 32 joints of an Azure Kinect, millimetres, y down: `wrist-right`, `pelvis`.
  case azureKinect = "azure-kinect"
  /// The 17 key points of COCO, y down as in pictures; the middles of hips and of shoulders stand
  /// for the torso's ends.
  case coco
  /// The 17 joints of Human3.6M as networks such as MotionBERT give them, y down: `hip`, `thorax`,
  /// `right-foot`, which is the ankle.
  case h36m
  /// The 33 landmarks of MediaPipe's pose, y down; its world landmarks are in metres. The middles
  /// of hips and of shoulders stand for the torso's ends.
  case mediapipe

  /// The axis of the room that points up.
  public var up: RoomDirection {
    switch self {
    case .kinectV1, .kinectV2: .y
    case .azureKinect, .coco, .h36m, .mediapipe: .minusY
    }
  }

  /// Lower and upper end of the torso; the lower one is the body's root.
  public var torso: [String] {
    switch self {
    case .kinectV1: ["hip-center", "shoulder-center"]
    case .kinectV2: ["spine-base", "spine-shoulder"]
    case .azureKinect: ["pelvis", "neck"]
    case .coco, .mediapipe: ["left-hip+right-hip", "left-shoulder+right-shoulder"]
    case .h36m: ["hip", "thorax"]
    }
  }

  /// Left and right.
  public var shoulders: [String] { [joint("shoulder", "left"), joint("shoulder", "right")] }

  /// Left and right.
  public var hips: [String] { [joint("hip", "left"), joint("hip", "right")] }

  /// The joints of a limb. The trunk turns with the left half of the pelvis.
  public func joints(of limb: Limb) -> LimbJoints {
    switch limb {
    case .rightForearm: forearm("right")
    case .leftForearm: forearm("left")
    case .rightUpperArm: upperArm("right")
    case .leftUpperArm: upperArm("left")
    case .rightThigh: thigh("right")
    case .leftThigh: thigh("left")
    case .rightShank: shank("right")
    case .leftShank: shank("left")
    case .trunk: LimbJoints(name: limb.rawValue, end: torso[1], start: torso[0], before: hips[0], neutral: .forwards)
    }
  }

  private func forearm(_ side: String) -> LimbJoints {
    LimbJoints(
      name: "\(side)-forearm", end: joint("wrist", side), start: joint("elbow", side), before: joint("shoulder", side),
      neutral: .left)
  }

  private func upperArm(_ side: String) -> LimbJoints {
    LimbJoints(
      name: "\(side)-upper-arm", end: joint("elbow", side), start: joint("shoulder", side), before: torso[1],
      neutral: side == "right" ? .backwards : .forwards)
  }

  private func thigh(_ side: String) -> LimbJoints {
    LimbJoints(
      name: "\(side)-thigh", end: joint("knee", side), start: joint("hip", side), before: torso[0],
      neutral: side == "right" ? .backwards : .forwards)
  }

  private func shank(_ side: String) -> LimbJoints {
    LimbJoints(
      name: "\(side)-shank", end: joint(self == .h36m ? "foot" : "ankle", side), start: joint("knee", side),
      before: joint("hip", side), neutral: .right)
  }

  /// A joint that a body has on either side.
  func joint(_ name: String, _ side: String) -> String {
    self == .kinectV2 || self == .azureKinect ? "\(name)-\(side)" : "\(side)-\(name)"
  }
}
