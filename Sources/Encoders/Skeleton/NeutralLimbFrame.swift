import Datasets

/// The axes of a limb in one frame, all but free of memory: x along the limb, z at right angles to
/// its bend, y = z x x.
///
/// A limb that is nearly straight against the one before it has no bend to read z off. So z is the
/// direction of u x q + .3 n, with u along the limb, q along the one before and n, at right angles
/// to u, from the direction that z has when the limb hangs and bends as joints do. The same posture
/// then has the same axes in every recording, and they never jump.
enum NeutralLimbFrame {
  /// The weight of the neutral direction beside the bend, which is as long as its sine.
  static let neutralShare = 0.3

  /// - Parameters:
  ///   - along: unit vector along the limb.
  ///   - before: unit vector along the limb before it.
  ///   - neutral: where z points when the limb hangs.
  static func axes(along: SIMD3<Double>, before: SIMD3<Double>, neutral: SIMD3<Double>) -> Axes {
    let bend = cross(along, before)
    let normals = [
      bend + neutralShare * across(neutral, along), across(neutral, along), across(SIMD3(1, 0, 0), along),
      across(SIMD3(0, 1, 0), along),
    ]
    let normal = normals.first { length($0) > 1e-6 } ?? SIMD3(0, 0, 1)
    let z = normal / length(normal)
    return Axes(x: along, y: cross(z, along), z: z)
  }

  private static func across(_ vector: SIMD3<Double>, _ along: SIMD3<Double>) -> SIMD3<Double> {
    vector - dot(vector, along) * along
  }
}

extension BodyDirection {
  /// The unit vector.
  var vector: SIMD3<Double> {
    switch self {
    case .right: SIMD3(1, 0, 0)
    case .left: SIMD3(-1, 0, 0)
    case .forwards: SIMD3(0, 1, 0)
    case .backwards: SIMD3(0, -1, 0)
    case .up: SIMD3(0, 0, 1)
    case .down: SIMD3(0, 0, -1)
    }
  }
}
