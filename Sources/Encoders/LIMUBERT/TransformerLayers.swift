import Foundation
import LinearAlgebra

/// A linear layer on columns: W x + b.
struct Dense: Sendable {
  /// Inputs x outputs.
  let transposed: Matrix<Float>
  let bias: [Float]

  init(transposed: Matrix<Float>, bias: [Float]) {
    self.transposed = transposed
    self.bias = bias
  }

  /// Layers of the same inputs, whose outputs stand one below the other.
  init(stacking parts: [Dense]) {
    self.init(transposed: .stackedHorizontally(parts.map(\.transposed)), bias: parts.flatMap(\.bias))
  }

  func scaled(by factor: Float) -> Dense { Dense(transposed: factor * transposed, bias: bias.map { factor * $0 }) }

  func callAsFunction(_ x: Matrix<Float>) -> Matrix<Float> {
    var result = Matrix.product(transposed, x, transposing: .first)
    result.withUnsafeMutableElements { values in
      bias.withUnsafeBufferPointer { bias in
        for start in stride(from: 0, to: values.count, by: bias.count) {
          for i in bias.indices { values[start + i] += bias[i] }
        }
      }
    }
    return result
  }
}

/// Each column to mean 0 and variance 1, then a gain and a bias for each row.
struct LayerNorm: Sendable {
  let gain: [Float]
  let bias: [Float]
  /// Added to the variance, inside the root.
  let epsilon: Float

  func apply(to x: inout Matrix<Float>) {
    let count = gain.count
    x.withUnsafeMutableElements { values in
      for start in stride(from: 0, to: values.count, by: count) {
        var sum: Float = 0
        for i in start..<(start + count) { sum += values[i] }
        let mean = sum / Float(count)
        var squares: Float = 0
        for i in start..<(start + count) {
          values[i] -= mean
          squares += values[i] * values[i]
        }
        // A constant column has variance 0, and the root of 1e-12 still is a normal number in single precision.
        let scale = 1 / (squares / Float(count) + epsilon).squareRoot()
        for i in 0..<count { values[start + i] = gain[i] * (values[start + i] * scale) + bias[i] }
      }
    }
  }
}

extension Matrix<Float> {
  /// Adds `other` to this matrix; where it has fewer columns it is repeated.
  mutating func add(_ other: Matrix<Float>) {
    precondition(rows == other.rows && columns % Swift.max(other.columns, 1) == 0, "a sum of other sizes")
    withUnsafeMutableElements { values in
      other.withUnsafeElements { other in
        for start in stride(from: 0, to: values.count, by: other.count) {
          for i in other.indices { values[start + i] += other[i] }
        }
      }
    }
  }

  /// x times the share of a standard normal distribution below x: GELU in its exact form.
  mutating func applyGELU() {
    let root = Float(0.5).squareRoot()
    withUnsafeMutableElements { values in
      for i in values.indices { values[i] *= 0.5 * (1 + erf(values[i] * root)) }
    }
  }

  /// Each column to positive numbers with sum 1, in the ratio of the powers of e.
  mutating func applySoftmax() {
    let rows = rows
    withUnsafeMutableElements { values in
      for start in stride(from: 0, to: values.count, by: rows) {
        var largest = values[start]
        for i in start..<(start + rows) { largest = Swift.max(largest, values[i]) }
        var sum: Float = 0
        for i in start..<(start + rows) {
          values[i] = exp(values[i] - largest)
          sum += values[i]
        }
        let scale = 1 / sum
        for i in start..<(start + rows) { values[i] *= scale }
      }
    }
  }
}
