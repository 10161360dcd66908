import Datasets
import Foundation

/// The inner product.
func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

/// The vector product.
func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// The Euclidean length.
func length(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }

/// Three axes at right angles, in the coordinates of the room.
struct Axes: Equatable {
  var x: SIMD3<Double>
  var y: SIMD3<Double>
  var z: SIMD3<Double>

  /// The coordinates of a vector along the axes.
  func coordinates(of vector: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(dot(x, vector), dot(y, vector), dot(z, vector))
  }

  /// The vector with the given coordinates along the axes.
  func vector(of coordinates: SIMD3<Double>) -> SIMD3<Double> {
    coordinates.x * x + coordinates.y * y + coordinates.z * z
  }

  /// The rotation from these axes to others: a vector along its axis, as long as the angle, 0 to
  /// pi.
  ///
  /// It has the same coordinates along these axes and along `other`.
  func rotation(to other: Axes) -> SIMD3<Double> {
    let (a, b, c) = (coordinates(of: other.x), coordinates(of: other.y), coordinates(of: other.z))
    // Twice the sine times the axis, and 1 + 2 cos.
    let twist = SIMD3(b.z - c.y, c.x - a.z, a.y - b.x)
    let trace = a.x + b.y + c.z
    let sine = length(twist) / 2
    let angle = atan2(sine, (trace - 1) / 2)
    if sine > 1e-6 { return twist * (angle / (2 * sine)) }
    guard trace < 0 else { return twist / 2 }
    // Half a turn: the sum of the rotation and 1 is twice the axis times itself.
    let columns = [a + SIMD3(1, 0, 0), b + SIMD3(0, 1, 0), c + SIMD3(0, 0, 1)]
    let longest = columns.max { dot($0, $0) < dot($1, $1) } ?? a
    return longest * (angle / length(longest))
  }
}

extension RoomDirection {
  /// The unit vector.
  var vector: SIMD3<Double> {
    switch self {
    case .x: [1, 0, 0]
    case .y: [0, 1, 0]
    case .z: [0, 0, 1]
    case .minusX: [-1, 0, 0]
    case .minusY: [0, -1, 0]
    case .minusZ: [0, 0, -1]
    }
  }
}
