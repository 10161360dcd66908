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
  /// Whether every number was finite after each of its steps.
  private(set) var isFinite = true

  init(sizes: [Int]) {
    first = sizes.map { Matrix($0, 1) }
    second = first
  }

  /// Counts a step, in which `update` then does each tensor once.
  mutating func begin() { steps += 1 }

  /// The tensor in the given place, one step on; its first `decaying` elements shrink by `decay`
  /// times the rate.
  mutating func update(
    _ place: Int, _ tensor: inout Matrix<S>, gradient: Matrix<S>, rate: Double, decay: Double, decaying: Int
  ) {
    let length = S(rate / (1 - pow(Self.beta1, Double(steps))))
    let root = S(1 / (1 - pow(Self.beta2, Double(steps))).squareRoot())
    let (share1, share2) = (S(1 - Self.beta1), S(1 - Self.beta2))
    tensor.withUnsafeMutableElements { parameter in
      gradient.withUnsafeElements { gradient in
        first[place].withUnsafeMutableElements { m in
          second[place].withUnsafeMutableElements { v in
            guard let w = parameter.baseAddress, let g = gradient.baseAddress, let m = m.baseAddress,
              let v = v.baseAddress
            else { return }
            for (range, keep) in [(0..<decaying, S(1 - rate * decay)), (decaying..<parameter.count, 1)] {
              let start = range.lowerBound
              let finite = S.loops.adamw(
                w + start, g + start, m + start, v + start, range.count, keep, length, root, share1, share2)
              isFinite = isFinite && finite != 0
            }
          }
        }
      }
    }
  }
}
