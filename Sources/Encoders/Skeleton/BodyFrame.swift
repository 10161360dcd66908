import Diagnostics

/// The axes and the size of a body in each frame of a recording: right, up's partner and up, in lengths of the torso.
struct BodyFrame {
  /// One a frame, or one for all; none where nothing is turned.
  private let axes: [Axes]
  private let factor: Double

  /// Reads heading and size off the joints that the parameters name.
  /// - Throws: `InputError` where one is missing, where shoulders and hips have no direction, or the torso no length.
  init(_ skeleton: SkeletonJoints, parameters: SkeletonKinematics) throws {
    axes = parameters.heading == .none ? [] : try Self.axes(skeleton, parameters)
    factor = parameters.scale ? 1 / (try Self.torsoLength(skeleton, parameters)) : 1
  }

  /// A vector of the room in the body's axes and size.
  func coordinates(of vector: SIMD3<Double>, frame: Int) -> SIMD3<Double> {
    guard !axes.isEmpty else { return factor * vector }
    return factor * axes[axes.count == 1 ? 0 : frame].coordinates(of: vector)
  }

  private static func axes(_ skeleton: SkeletonJoints, _ parameters: SkeletonKinematics) throws -> [Axes] {
    func positions(_ name: String, _ parameter: String) throws -> [SIMD3<Double>] {
      skeleton.positions(of: try skeleton.joint(name, for: parameter))
    }
    let up = parameters.up.vector
    let sides = try [(parameters.shoulders, "shoulders"), (parameters.hips, "hips")].map { names, parameter in
      zip(try positions(names[1], parameter), try positions(names[0], parameter)).map { $0 - $1 }
    }
    let across = zip(sides[0], sides[1]).map { $0 + $1 }
    let horizontal = across.map { $0 - dot($0, up) * up }
    let total = horizontal.reduce(.zero, +)
    let size = across.reduce(0) { $0 + length($1) }
    guard length(total) > 1e-6 * size else {
      throw InputError(
        "'\(SkeletonKinematics.name)'", found: "shoulders and hips that point nowhere on the whole",
        expected: "a left and a right side that lie apart, across '\(parameters.up.rawValue)', which points up",
        advice: "Check 'shoulders', 'hips' and 'up', or write 'heading: none'.")
    }
    func axes(right: SIMD3<Double>) -> Axes {
      let x = right / length(right)
      return Axes(x: x, y: cross(up, x), z: up)
    }
    guard parameters.heading == .frame else { return [axes(right: total)] }
    // A frame in which the body lies on its side, or its sides fall together, takes the recording's heading.
    return zip(horizontal, across).map { axes(right: length($0) > 1e-6 * length($1) ? $0 : total) }
  }

  private static func torsoLength(_ skeleton: SkeletonJoints, _ parameters: SkeletonKinematics) throws -> Double {
    let ends = try parameters.torso.map { skeleton.positions(of: try skeleton.joint($0, for: "torso")) }
    let lengths = zip(ends[0], ends[1]).map { length($1 - $0) }.sorted()
    let median = quantile(lengths, 0.5)
    guard median > 0 else {
      throw InputError(
        "'\(SkeletonKinematics.name)'", found: "a torso without length",
        expected: "'\(parameters.torso[0])' and '\(parameters.torso[1])' apart in most frames",
        advice: "Check 'torso', or write 'scale: false'.")
    }
    return median
  }
}
