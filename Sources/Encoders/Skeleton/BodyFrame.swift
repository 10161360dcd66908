import Datasets
import Diagnostics

/// The joints that tell the axes and the size of a body, and which of the two are taken out.
struct BodyLandmarks {
  /// When the body is turned to face one way.
  var heading: SkeletonKinematics.Heading
  /// Whether lengths are divided by the length of the torso.
  var scale: Bool
  /// The axis of the room that points up.
  var up: RoomDirection
  /// Left and right shoulder.
  var shoulders: [String]
  /// Left and right hip.
  var hips: [String]
  /// Lower and upper end of the torso.
  var torso: [String]
}

/// The axes and the size of a body in each frame of a recording: right, up's partner and up, in
/// lengths of the torso.
struct BodyFrame {
  /// One a frame, or one for all; none if nothing is turned.
  private let axes: [Axes]
  private let factor: Double

  /// Reads heading and size off the landmarks.
  /// - Throws: `InputError` where one is missing, where shoulders and hips have no direction, or
  ///   the torso no length.
  init(_ skeleton: SkeletonJoints, _ landmarks: BodyLandmarks) throws {
    axes = landmarks.heading == .none ? [] : try Self.axes(skeleton, landmarks)
    factor = landmarks.scale ? 1 / (try Self.torsoLength(skeleton, landmarks)) : 1
  }

  /// A vector of the room in the body's axes and size.
  func coordinates(of vector: SIMD3<Double>, frame: Int) -> SIMD3<Double> {
    factor * turned(vector, frame: frame)
  }

  /// A vector of the room in the body's axes, at its own length.
  func turned(_ vector: SIMD3<Double>, frame: Int) -> SIMD3<Double> {
    axes.isEmpty ? vector : axes[axes.count == 1 ? 0 : frame].coordinates(of: vector)
  }

  private static func axes(_ skeleton: SkeletonJoints, _ landmarks: BodyLandmarks) throws -> [Axes] {
    let up = landmarks.up.vector
    let sides = try [(landmarks.shoulders, "shoulders"), (landmarks.hips, "hips")].map { names, parameter in
      zip(try skeleton.positions(of: names[1], for: parameter), try skeleton.positions(of: names[0], for: parameter))
        .map { $0 - $1 }
    }
    let across = zip(sides[0], sides[1]).map { $0 + $1 }
    let horizontal = across.map { $0 - dot($0, up) * up }
    let total = horizontal.reduce(.zero, +)
    let size = across.reduce(0) { $0 + length($1) }
    guard length(total) > 1e-6 * size else {
      throw InputError(
        "'\(skeleton.link)'", found: "shoulders and hips that point nowhere on the whole",
        expected: "a left and a right side that lie apart, across '\(landmarks.up.rawValue)', which points up",
        advice: "Check 'shoulders', 'hips' and 'up', or write 'heading: none'.")
    }
    func axes(right: SIMD3<Double>) -> Axes {
      let x = right / length(right)
      return Axes(x: x, y: cross(up, x), z: up)
    }
    guard landmarks.heading == .frame else { return [axes(right: total)] }
    // If the body lies on its side, or its sides fall together, the frame takes the recording's
    // heading.
    return zip(horizontal, across).map { axes(right: length($0) > 1e-6 * length($1) ? $0 : total) }
  }

  /// The median over frames of the torso's length, in the skeleton's unit.
  /// - Throws: `InputError` where it is 0.
  static func torsoLength(_ skeleton: SkeletonJoints, _ landmarks: BodyLandmarks) throws -> Double {
    let ends = try landmarks.torso.map { try skeleton.positions(of: $0, for: "torso") }
    let lengths = zip(ends[0], ends[1]).map { length($1 - $0) }.sorted()
    let median = quantile(lengths, 0.5)
    guard median > 0 else {
      throw InputError(
        "'\(skeleton.link)'", found: "a torso without length",
        expected: "'\(landmarks.torso[0])' and '\(landmarks.torso[1])' apart in most frames",
        advice: "Check 'torso', or write 'scale: false'.")
    }
    return median
  }
}
