import CTransformerKernels
import LinearAlgebra

/// A linear layer on columns, W x + b.
struct Dense: Sendable {
  /// Outputs x inputs.
  let weights: Matrix<Float>
  let bias: [Float]

  init(weights: Matrix<Float>, bias: [Float]) {
    self.weights = weights
    self.bias = bias
  }

  /// Layers of the same inputs, whose outputs stand one below the other.
  init(stacking parts: [Dense]) {
    self.init(
      weights: Matrix.stackedHorizontally(parts.map { $0.weights.transposed() }).transposed(),
      bias: parts.flatMap(\.bias))
  }

  func scaled(by factor: Float) -> Dense { Dense(weights: factor * weights, bias: bias.map { factor * $0 }) }
}

/// Each column to mean 0 and variance 1, then a gain and a bias for each row.
struct LayerNorm: Sendable {
  let gain: [Float]
  let bias: [Float]
  /// Added to the variance, inside the root.
  let epsilon: Float

  /// What becomes of first + second + added, column by column; `second` is repeated where it has fewer columns.
  func apply(toSumOf first: Matrix<Float>, _ second: Matrix<Float>, _ added: [Float], into x: inout Matrix<Float>) {
    precondition(
      first.rows == gain.count && second.rows == gain.count && added.count == gain.count && x.rows == gain.count
        && first.columns == x.columns && second.columns > 0, "a sum of other sizes")
    let columns = x.columns
    x.withUnsafeMutableElements { x in
      first.withUnsafeElements { first in
        second.withUnsafeElements { second in
          transformer_sum_norm(
            x.baseAddress, first.baseAddress, second.baseAddress, second.count / gain.count, added, gain, bias, epsilon,
            gain.count, columns)
        }
      }
    }
  }
}

extension Matrix<Float> {
  /// x times the share of a standard normal distribution below x, after `bias` was added: GELU in its exact form.
  mutating func applyGELU(adding bias: [Float]) {
    precondition(bias.count == rows, "a bias of another size")
    let columns = columns
    withUnsafeMutableElements { transformer_bias_gelu($0.baseAddress, bias, bias.count, columns) }
  }
}
