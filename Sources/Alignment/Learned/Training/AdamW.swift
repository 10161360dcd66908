import Foundation
import LinearAlgebra

/// Adam with decoupled weight decay; one instance holds the moments of one list of tensors.
///
/// Each tensor is read and written once a step.
/// Source: Loshchilov and Hutter, ICLR 2019; betas .9 and .999, epsilon 1e-8 beside the corrected
/// root.
struct AdamW<S: TrainingScalar> {
  private static var beta1: Double { 0.9 }
  private static var beta2: Double { 0.999 }
  private var first: [Matrix<S>]
  private var second: [Matrix<S>]
  private var steps = 0

  init(sizes: [Int]) {
    first = sizes.map { Matrix($0, 1) }
    second = first
  }

  /// Counts a step, in which `update` then does each tensor once.
  mutating func begin() { steps += 1 }

  /// The tensor in the given place, one step on; its elements shrink by `decay` times the rate.
  mutating func update(
    _ place: Int, _ tensor: inout Matrix<S>, gradient: Matrix<S>, rate: Double, decay: Double
  ) {
    let keep = S(1 - rate * decay)
    let length = S(rate / (1 - pow(Self.beta1, Double(steps))))
    let root = S(1 / (1 - pow(Self.beta2, Double(steps))).squareRoot())
    let (share1, share2, kept2, epsilon) = (S(1 - Self.beta1), S(1 - Self.beta2), S(Self.beta2), S(1e-8))
    tensor.withUnsafeMutableElements { parameter in
      gradient.withUnsafeElements { gradient in
        first[place].withUnsafeMutableElements { m in
          second[place].withUnsafeMutableElements { v in
            for i in 0..<parameter.count {
              let g = gradient[i]
              let mean = m[i] + share1 * (g - m[i])
              let square = kept2 * v[i] + share2 * g * g
              m[i] = mean
              v[i] = square
              parameter[i] = keep * parameter[i] - length * mean / (S.root(square) * root + epsilon)
            }
          }
        }
      }
    }
  }
}
