import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// What a skeleton does, wherever the person stands, whichever way they face and however tall they
/// are.
///
/// There are three optional parts: joints minus the root joint (`<joint>-x|y|z`, without the root),
/// bones as vectors from a joint's parent to the joint (`<joint>-bone-x|y|z`), and velocities a
/// second (`<joint>-velocity-x|y|z`). The root has its velocity in the room, the other joints
/// relative to the root. All vectors are turned: x points from the left to the right of the body, z
/// up, and y = z x x (forwards, in a right-handed room). They are divided by the length of the
/// torso.
///
/// The heading is the horizontal part of right minus left shoulder plus right minus left hip: in
/// each frame, or once by its sum over the recording. The torso's length is the median over frames.
/// Velocities are derivatives of Savitzky-Golay parabolas. Cost: O(channels x frames x window).
public struct SkeletonKinematics: SignalStage, FittedSignalStage, Equatable {
  /// How a skeleton is turned about the vertical.
  public enum Heading: String, Codable, Sendable, CaseIterable {
    /// Not at all; the axes are the room's.
    case none
    /// Once, so that turns of the body stay.
    case recording
    /// In each frame, so that the body always faces the same way.
    case frame
  }

  public static let name = "skeleton-kinematics"
  public static let card = MethodCard(
    summary: "Joints relative to the root, bones and velocities, in the body's own axes and size.",
    objective: "none: vectors between joints and their derivatives, turned to the heading, in lengths of the torso",
    solution: "subtractions and one rotation a frame; derivatives of Savitzky-Golay parabolas",
    cost: "O(channels · frames · window)", source: "common practice")

  @Parameter("give the joints minus the root") public var joints = true
  @Parameter("give the vectors from parents to joints") public var bones = true
  @Parameter("give the velocities a second") public var velocities = true
  @Parameter("when the body is turned to face one way") public var heading = Heading.recording
  @Parameter(.choice(of: JointTree.self), "how joints are called, and make bones", absent: "as by a Kinect v1")
  public private(set) var tree: JointTree? = nil
  @Parameter("divide by the length of the torso") public var scale = true
  @Parameter("the axis of the room that points up") public var up = RoomDirection.y
  @Parameter(.whole(from: 3, through: 101), "frames of a velocity's parabola") public var window = 5
  @Parameter(.other("a joint"), "the joint that becomes the origin") public var root = "hip-center"
  @Parameter(.names(count: 2, "two joints: left, right"), "what the heading is read off")
  public var shoulders = ["left-shoulder", "right-shoulder"]
  @Parameter(.names(count: 2, "two joints: left, right"), "what the heading is read off")
  public var hips = ["left-hip", "right-hip"]
  @Parameter(.names(count: 2, "two joints: lower, upper"), "what the size is read off")
  public var torso = ["hip-center", "shoulder-center"]
  @Parameter(.other("joint: parent, for each bone"), "where the bones begin") public var parents = Self.bones(
    of: .kinectV1)

  public init() {}

  /// Decodes the parameters; axes, joints and bones that are left out are the tree's.
  public init(from decoder: any Decoder) throws {
    var defaults = Self()
    let container = try decoder.container(keyedBy: NameKey.self)
    // One that cannot be read is refused with the other parameters.
    if let tree = try? container.decodeIfPresent(JointTree.self, forKey: NameKey("tree")) {
      (defaults.up, defaults.root, defaults.torso) = (tree.up, tree.torso[0], tree.torso)
      (defaults.shoulders, defaults.hips) = (tree.shoulders, tree.hips)
      defaults.parents = Self.bones(of: tree)
    }
    try self.init(from: decoder, over: defaults)
  }

  /// Refuses to give nothing.
  public func check() throws {
    guard joints || velocities || (bones && !parents.isEmpty) else {
      throw InputError(
        "joints, bones, velocities", found: "nothing that is given", expected: "at least one of the three to be true")
    }
  }

  /// Lengths keep the joints' unit unless they are in lengths of the torso.
  public func units(after units: [String: String]) -> [String: String] {
    guard !scale else { return [:] }
    var result = units
    for (channel, unit) in units.sorted(by: { $0.key < $1.key }) where channel.count > 2 {
      let (base, axis) = (channel.dropLast(2), channel.suffix(2))
      result["\(base)-bone\(axis)"] = unit
      result["\(base)-velocity\(axis)"] = unit + "/s"
    }
    return result
  }

  /// The recording with the channels that the parameters ask for.
  public func apply(_ signal: Signal) throws -> Signal {
    let skeleton = try SkeletonJoints(signal, link: Self.name)
    let body = try BodyFrame(
      skeleton,
      BodyLandmarks(heading: heading, scale: scale, up: up, shoulders: shoulders, hips: hips, torso: torso))
    let rootPositions = try skeleton.positions(of: root, for: "root")
    let moved = skeleton.joints.filter { $0.base != root }
    let relative = moved.map { zip(skeleton.positions(of: $0), rootPositions).map { $0 - $1 } }
    var vectors: [(base: String, values: [SIMD3<Double>])] = []
    if joints { vectors += zip(moved, relative).map { ($0.base, $1) } }
    if bones { vectors += try bones(of: skeleton) }
    if velocities {
      try skeleton.requireRate()
      let filter = SavitzkyGolay(frames: skeleton.frames, window: window, order: 2)
      for (name, positions) in [(root, rootPositions)] + zip(moved.map(\.base), relative) {
        vectors.append((name + "-velocity", filter(positions, derivative: 1).map { $0 * skeleton.series.rate }))
      }
    }
    guard !vectors.isEmpty else {
      throw InputError(
        "'\(Self.name)'", found: "no joint beside '\(root)'", expected: "at least two joints",
        advice: "Use '\(Self.name)' on skeletons only.")
    }
    let rows = 3 * vectors.count
    let values = Matrix<Float>(rows, skeleton.frames) { target in
      for (place, vector) in vectors.enumerated() {
        for t in 0..<skeleton.frames {
          let turned = body.coordinates(of: vector.values[t], frame: t)
          for axis in 0..<3 { target.initializeElement(at: t * rows + 3 * place + axis, to: Float(turned[axis])) }
        }
      }
    }
    let channels = vectors.flatMap { vector in ["x", "y", "z"].map { "\(vector.base)-\($0)" } }
    return .series(TimeSeries(values: values, rate: skeleton.series.rate, channels: channels))
  }

  /// The bones, in the order of the joints that end them.
  private func bones(of skeleton: SkeletonJoints) throws -> [(base: String, values: [SIMD3<Double>])] {
    for child in parents.keys.sorted() { _ = try skeleton.joint(child, for: "parents") }
    return try skeleton.joints.compactMap { joint in
      guard let parent = parents[joint.base] else { return nil }
      let start = try skeleton.positions(of: parent, for: "parents")
      return (joint.base + "-bone", zip(skeleton.positions(of: joint), start).map { $0 - $1 })
    }
  }

  /// The bones of a tree: from which joint to which.
  private static func bones(of tree: JointTree) -> [String: String] {
    Dictionary(uniqueKeysWithValues: tree.bones.compactMap { bone in bone.parent.map { (bone.joint, $0) } })
  }
}
