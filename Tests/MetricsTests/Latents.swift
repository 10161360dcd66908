import Foundation
import LinearAlgebra
import Randomness

/// Latents for tests.
enum Latents {
  /// k x n standard normal numbers.
  static func random(_ k: Int, _ n: Int, seed: UInt64) -> Matrix<Double> {
    var generator = Seed(base: seed).generator
    return Matrix(k, n, columnMajor: (0..<(k * n)).map { _ in generator.normal() })
  }

  /// The latents turned by `angle` in the plane of every two neighbouring dimensions.
  static func rotated(_ z: Matrix<Double>, by angle: Double) -> Matrix<Double> {
    var result = z
    for i in 0..<max(z.rows - 1, 0) {
      for j in 0..<z.columns {
        let (a, b) = (result[i, j], result[i + 1, j])
        result[i, j] = cos(angle) * a - sin(angle) * b
        result[i + 1, j] = sin(angle) * a + cos(angle) * b
      }
    }
    return result
  }

  static func permutation(_ n: Int, seed: UInt64) -> [Int] {
    var generator = Seed(base: seed).generator
    return generator.shuffled(Array(0..<n))
  }
}

/// Whether two finite numbers agree to a relative error.
func agree(_ a: Double?, _ b: Double?, within tolerance: Double = 1e-13) -> Bool {
  guard let a, let b, a.isFinite, b.isFinite else { return false }
  return abs(a - b) <= tolerance * max(abs(a), abs(b))
}
