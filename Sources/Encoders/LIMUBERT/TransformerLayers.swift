import CTransformerKernels
import LinearAlgebra

/// States of some frames, one a column, with the rows behind a frame's own numbers that the kernels
/// need.
struct States: Sendable {
  /// Numbers of a frame.
  let size: Int
  /// Numbers from one frame to the next.
  var stride: Int { values.rows }
  fileprivate(set) var values: Matrix<Float>

  /// Zeros. `behind`: how many numbers behind a frame's own may be written.
  init(_ size: Int, frames: Int, behind: Int = 0) {
    self.size = size
    values = Matrix(padded(size + behind), frames + 1)
  }
}

/// The least multiple of the kernels' width that is not below `count`.
func padded(_ count: Int) -> Int { transformer_padded(count) }

/// Zeros behind the numbers, up to a multiple of the kernels' width.
private func padded(_ vector: [Float]) -> [Float] {
  vector + [Float](repeating: 0, count: padded(vector.count) - vector.count)
}

/// A linear layer on frames, W x + b.
struct Dense: Sendable {
  let inputs: Int
  let outputs: Int
  /// padded(outputs) x inputs.
  private let weights: Matrix<Float>
  private let bias: [Float]

  /// `weights`: outputs x inputs.
  init(weights: Matrix<Float>, bias: [Float]) {
    (inputs, outputs) = (weights.columns, weights.rows)
    self.weights = .stackedVertically([weights, Matrix(padded(outputs) - outputs, inputs)])
    self.bias = padded(bias)
  }

  /// Of the first frames of x.
  func callAsFunction(_ x: States, frames: Int, into y: inout States) { apply(to: x.values, frames, &y) }

  /// The same of the columns of a matrix from the column `first` on.
  func callAsFunction(_ x: Matrix<Float>, from first: Int, frames: Int, into y: inout States) {
    apply(to: x, from: first, frames, &y)
  }

  private func apply(to x: Matrix<Float>, from first: Int = 0, _ frames: Int, _ y: inout States) {
    precondition(
      x.rows >= inputs && first + frames <= x.columns && y.size == outputs && frames < y.values.columns,
      "a linear layer on states of other sizes")
    let stride = y.stride
    y.values.withUnsafeMutableElements { y in
      x.withUnsafeElements { input in
        weights.withUnsafeElements { weights in
          transformer_dense(
            y.baseAddress, stride, input.baseAddress! + first * x.rows, x.rows, weights.baseAddress, bias, inputs,
            outputs, frames)
        }
      }
    }
  }
}

/// Each frame to mean 0 and variance 1, then a gain and a bias for each of its numbers.
struct LayerNorm: Sendable {
  let size: Int
  private let gain: [Float]
  private let bias: [Float]
  /// Added to the variance, inside the root.
  private let epsilon: Float

  init(gain: [Float], bias: [Float], epsilon: Float) {
    size = gain.count
    (self.gain, self.bias) = (padded(gain), padded(bias))
    self.epsilon = epsilon
  }

  /// Of x + other, in place of the first frames of x. Of `other` the first `repeating` frames are
  /// taken again and again.
  func callAsFunction(_ x: inout States, adding other: States, repeating: Int, frames: Int) {
    precondition(
      x.size == size && other.size == size && x.stride == padded(size) && frames < x.values.columns && repeating > 0
        && repeating < other.values.columns, "a sum of other sizes")
    let otherStride = other.stride
    x.values.withUnsafeMutableElements { x in
      other.values.withUnsafeElements { other in
        transformer_sum_norm(
          x.baseAddress, other.baseAddress, otherStride, repeating, gain, bias, epsilon, size, frames)
      }
    }
  }
}

extension States {
  /// Frames with the columns of a matrix.
  init(_ columns: Matrix<Float>) {
    size = columns.rows
    values = .stackedVertically([
      .stackedHorizontally([columns, Matrix(columns.rows, 1)]), Matrix(padded(size) - size, columns.columns + 1),
    ])
  }

  /// x times the share of a standard normal distribution below x, of the first frames: GELU in its
  /// exact form.
  mutating func applyGELU(frames: Int) {
    precondition(frames < values.columns, "more frames than there are")
    let stride = stride
    values.withUnsafeMutableElements { transformer_gelu($0.baseAddress, stride * frames) }
  }

  /// Attention of all heads within each window, of stacked queries, keys and values.
  mutating func becomeAttention(
    of stacked: States, length: Int, windows: Int, heads: Int, scratch: inout [Float]
  ) {
    precondition(
      stacked.size == 3 * size && stride >= size + 15 && windows * length < min(values.columns, stacked.values.columns)
        && scratch.count >= transformer_attention_scratch(length, size, heads), "attention of other sizes")
    let (size, stride) = (size, stride)
    values.withUnsafeMutableElements { context in
      stacked.values.withUnsafeElements { all in
        scratch.withUnsafeMutableBufferPointer { scratch in
          transformer_attention(
            context.baseAddress, stride, all.baseAddress, stacked.stride, length, windows, size, heads,
            scratch.baseAddress)
        }
      }
    }
  }
}
