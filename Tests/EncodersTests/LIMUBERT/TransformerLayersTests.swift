import CTransformerKernels
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Encoders

/// Against the formulas in double precision, at sizes that do and do not fill the kernels' width.
@Suite("Layers of transformers")
struct TransformerLayersTests {
  /// Numbers of a frame, frames: fewer and more than are worked on at once, with and without a
  /// rest.
  static let sizes = [(1, 1), (15, 3), (16, 5), (17, 11), (72, 20), (97, 7)]

  private func random(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix<Float> {
    randomMatrix(rows, columns, seed: seed).map { Float($0) }
  }

  private func numbers(_ states: States, frames: Int) -> Matrix<Double> {
    states.values.block(0..<states.size, 0..<frames).map { Double($0) }
  }

  @Test("a linear layer is W x + b", arguments: sizes, [1, 16, 33, 90])
  func dense(size: (outputs: Int, frames: Int), inputs: Int) {
    let (outputs, frames) = size
    let (weights, x) = (random(outputs, inputs, 1), random(inputs, frames + 2, 2))
    let bias = random(outputs, 1, 3)
    let layer = Dense(weights: weights, bias: bias.column(0))
    var y = States(outputs, frames: frames)
    layer(x, from: 2, frames: frames, into: &y)
    let exact = (weights.map { Double($0) } * x.columns(2..<(frames + 2)).map { Double($0) })
      .addingToColumns(bias.column(0).map { Double($0) })
    #expect(largestDifference(numbers(y, frames: frames), exact) < 1e-6 * Double(inputs + 1))
    var z = States(outputs, frames: frames)
    layer(States(x.columns(2..<(frames + 2))), frames: frames, into: &z)
    #expect(z.values == y.values)
  }

  @Test("a norm gives mean 0 and variance 1, then gain and bias; what is added is repeated", arguments: sizes)
  func norm(size: Int, frames: Int) {
    let (x, other) = (random(size, frames, 1), random(size, 2, 2))
    let (gain, bias) = (random(size, 1, 3).column(0), random(size, 1, 4).column(0))
    var y = States(x)
    LayerNorm(gain: gain, bias: bias, epsilon: 1e-5)(&y, adding: States(other), repeating: 2, frames: frames)
    let found = numbers(y, frames: frames)
    for frame in 0..<frames {
      let sum = (0..<size).map { Double(x[$0, frame]) + Double(other[$0, frame % 2]) }
      let mean = sum.reduce(0, +) / Double(size)
      let variance = sum.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(size)
      for i in 0..<size {
        let exact = Double(gain[i]) * (sum[i] - mean) / (variance + 1e-5).squareRoot() + Double(bias[i])
        #expect(abs(found[i, frame] - exact) < 1e-5)
      }
    }
  }

  @Test("GELU is x times the share of a standard normal distribution below x, to its last digits on both sides")
  func gelu() {
    let points = (-1_300...1_300).map { Float($0) / 100 }
    var x = States(Matrix(1, points.count, columnMajor: points))
    x.applyGELU(frames: points.count)
    for (place, point) in points.enumerated() {
      let exact = Double(point) * erfc(-Double(point) / 2.0.squareRoot()) / 2
      // Single precision of e^(-x²/2) loses digits with the size of its exponent.
      #expect(abs(Double(x.values[0, place]) - exact) <= 5e-7 * max(1, Double(point * point)) * abs(exact) + 1e-37)
    }
  }

  /// Softmax of Q'K, head by head, on V; `size` numbers a head, 3 · heads · size rows.
  private func attention(_ all: Matrix<Double>, heads: Int, size: Int) -> Matrix<Double> {
    .stackedVertically(
      (0..<heads).map { head in
        let parts = (0..<3).map { all.rows((($0 * heads + head) * size)..<(($0 * heads + head + 1) * size)) }
        // keys x queries
        var weights = Matrix.product(parts[1], parts[0], transposing: .first)
        for t in 0..<weights.columns {
          let column = weights.column(t)
          let top = column.max()!
          let powers = column.map { exp($0 - top) }
          for (s, power) in powers.enumerated() { weights[s, t] = power / powers.reduce(0, +) }
        }
        return parts[2] * weights
      })
  }

  private func attended(_ all: Matrix<Float>, length: Int, heads: Int) -> States {
    let size = all.rows / 3
    var context = States(size, frames: all.columns, behind: 15)
    var scratch = [Float](repeating: .nan, count: transformer_attention_scratch(length, size, heads))
    context.becomeAttention(
      of: States(all), length: length, windows: all.columns / length, heads: heads, scratch: &scratch)
    return context
  }

  @Test(
    "attention is softmax of queries' and keys' products, on values, within each window and head",
    arguments: [1, 3, 16, 20, 37], [(1, 1), (4, 18), (2, 16), (3, 5)])
  func attention(length: Int, heads: (count: Int, size: Int)) {
    let (heads, size) = heads
    let all = random(3 * heads * size, 3 * length, 5)
    let found = numbers(attended(all, length: length, heads: heads), frames: 3 * length)
    for window in 0..<3 {
      let frames = (window * length)..<((window + 1) * length)
      let exact = attention(all.columns(frames).map { Double($0) }, heads: heads, size: size)
      #expect(largestDifference(found.columns(frames), exact) < 1e-5)
    }
  }

  @Test("a window that overflows leaves those beside it as they are")
  func overflow() {
    let (length, heads) = (7, 3)
    var all = random(3 * heads * 5, 3 * length, 6)
    let before = numbers(attended(all, length: length, heads: heads), frames: 3 * length)
    for t in length..<(2 * length) { for i in 0..<all.rows { all[i, t] = .infinity } }
    let after = numbers(attended(all, length: length, heads: heads), frames: 3 * length)
    #expect(after.columns(0..<length) == before.columns(0..<length))
    #expect(after.columns((2 * length)..<(3 * length)) == before.columns((2 * length)..<(3 * length)))
    #expect(after[0, length].isNaN)
  }
}
