/// The axes of a limb in each frame. A sensor that is strapped to the limb turns with them.
///
/// x points along the limb, from its first joint to its last. z is at right angles to the plane of
/// the bend against the limb before. y = z x x. A straight limb has no such plane. Below a sine of
/// .1 between the two limbs, z is carried on from the frame before without twist. Above .3 it
/// follows the bend. In between it is drawn towards the bend by a share that grows with the sine.
/// The most bent frame stands before the first one.
enum LimbFrame {
  /// The axes in each frame, or nil where the limb never has a length.
  /// - Parameters:
  ///   - end: the joint where the limb ends.
  ///   - start: the one where it begins.
  ///   - before: the one where the limb before it begins.
  ///   - up: what z is at right angles to where the limb is never bent.
  static func axes(
    end: [SIMD3<Double>], start: [SIMD3<Double>], before: [SIMD3<Double>], up: SIMD3<Double>
  ) -> [Axes]? {
    guard let along = directions(zip(end, start).map { $0 - $1 }) else { return nil }
    // The length of each is the sine of the bend; a limb without length is not bent.
    let normals = zip(along, zip(start, before)).map { limb, other in
      let previous = other.0 - other.1
      return length(previous) > 0 ? cross(previous / length(previous), limb) : .zero
    }
    var (x, z) = (along[0], firstNormal(normals, along: along, up: up))
    return zip(along, normals).map { limb, normal in
      // The smallest rotation from the direction before to this one; it has none to offer for
      // exactly half a turn.
      let cosine = dot(x, limb)
      if cosine > -1 { z -= (x + limb) * (dot(limb, z) / (1 + cosine)) }
      let sine = length(normal)
      let share = min(max((sine - 0.1) / 0.2, 0), 1)
      let drawn = share > 0 ? (1 - share) * z + (share / sine) * normal : z
      if length(drawn) > 1e-6 { z = drawn }
      z -= dot(z, limb) * limb
      z /= length(z)
      x = limb
      return Axes(x: limb, y: cross(z, limb), z: z)
    }
  }

  /// Unit vectors; one without length repeats that before it, and at the beginning the first that
  /// has one. Nil where none has.
  static func directions(_ vectors: [SIMD3<Double>]) -> [SIMD3<Double>]? {
    guard let first = vectors.first(where: { length($0) > 0 }) else { return nil }
    var last = first / length(first)
    return vectors.map { vector in
      let size = length(vector)
      if size > 0 { last = vector / size }
      return last
    }
  }

  /// The z axis before the first frame: at right angles to the first direction.
  private static func firstNormal(
    _ normals: [SIMD3<Double>], along: [SIMD3<Double>], up: SIMD3<Double>
  ) -> SIMD3<Double> {
    let bent = normals.max { length($0) < length($1) } ?? .zero
    let limb = along[0]
    let candidates = [bent, cross(limb, up), SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
    for candidate in candidates {
      let across = candidate - dot(candidate, limb) * limb
      if length(across) > 1e-6 { return across / length(across) }
    }
    return SIMD3(0, 0, 1)
  }
}
