import Foundation
import LinearAlgebra

/// Adam with decoupled weight decay; one instance holds the moments of one list of tensors.
///
/// Source: Loshchilov and Hutter, ICLR 2019; betas .9 and .999, epsilon 1e-8 beside the corrected root.
struct AdamW {
  private static let (beta1, beta2, epsilon) = (0.9, 0.999, 1e-8)
  private var first: [[Double]]
  private var second: [[Double]]
  private var steps = 0

  init(sizes: [Int]) {
    first = sizes.map { [Double](repeating: 0, count: $0) }
    second = first
  }

  /// One step. `decays` says of each tensor by which rate it shrinks.
  mutating func step(
    _ tensors: inout [Matrix<Double>], gradients: [Matrix<Double>], rate: Double, decays: [Double]
  ) {
    steps += 1
    let correction1 = 1 - pow(Self.beta1, Double(steps))
    let correction2 = (1 - pow(Self.beta2, Double(steps))).squareRoot()
    for place in tensors.indices {
      let keep = 1 - rate * decays[place]
      tensors[place].withUnsafeMutableElements { parameter in
        gradients[place].withUnsafeElements { gradient in
          first[place].withUnsafeMutableBufferPointer { m in
            second[place].withUnsafeMutableBufferPointer { v in
              for i in parameter.indices {
                m[i] += (1 - Self.beta1) * (gradient[i] - m[i])
                v[i] = Self.beta2 * v[i] + (1 - Self.beta2) * gradient[i] * gradient[i]
                let root = v[i].squareRoot() / correction2 + Self.epsilon
                parameter[i] = keep * parameter[i] - rate / correction1 * m[i] / root
              }
            }
          }
        }
      }
    }
  }
}

/// A learning rate that rises in a line over the warm-up and falls along half a cosine to 0 at the end.
struct CosineSchedule {
  let peak: Double
  let warmUpSteps: Int
  let steps: Int

  /// The rate of step `step`, counted from 0.
  func rate(_ step: Int) -> Double {
    if step < warmUpSteps { return peak * Double(step + 1) / Double(warmUpSteps) }
    let done = Double(step - warmUpSteps) / Double(max(steps - warmUpSteps, 1))
    return peak / 2 * (1 + cos(.pi * min(done, 1)))
  }
}
