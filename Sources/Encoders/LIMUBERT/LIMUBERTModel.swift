import Diagnostics
import Foundation
import LinearAlgebra

/// The transformer: one block whose parameters every layer shares.
struct LIMUBERTModel: Sendable {
  /// Frames of a window.
  let length: Int
  /// Frames a second.
  let rate: Double
  /// Numbers of a hidden state.
  let hidden: Int
  private let heads: Int
  private let layers: Int
  private let embedding: Dense
  private let embeddingNorm: LayerNorm
  /// hidden x length.
  private let positions: Matrix<Float>
  /// Queries, already divided by the root of a head's size, keys and values, one below the other.
  private let attention: Dense
  private let projection: Dense
  private let expansion: Dense
  private let contraction: Dense
  private let norms: (LayerNorm, LayerNorm)

  /// Reads weights.
  /// - Throws: `InputError` that names the attribute or the data set.
  init(reading url: URL, sha256: String?) throws {
    let file = try LIMUBERTWeights(url, sha256: sha256)
    let inputs = InertialChannels.names.count
    _ = try file.size("feature_num", in: inputs...inputs)
    length = try file.size("seq_len", in: 1...65_536)
    hidden = try file.size("hidden", in: 1...65_536)
    heads = try file.size("n_heads", in: 1...hidden)
    layers = try file.size("n_layers", in: 1...1_024)
    rate = Double(try file.size("sample_rate_hz", in: 1...100_000))
    guard hidden % heads == 0 else {
      throw InputError(
        "\(url.path): attribute 'n_heads'", found: "\(heads)", expected: "a divisor of 'hidden', which is \(hidden)")
    }
    let epsilon = Float(try file.number("layer_norm_epsilon"))
    let wide = try file.size("hidden_ff", in: 1...65_536)
    func dense(_ path: String, _ inputs: Int, _ outputs: Int) throws -> Dense {
      Dense(
        transposed: try file.matrix("\(path)/weight", inputs, outputs), bias: try file.vector("\(path)/bias", outputs))
    }
    func norm(_ path: String, _ count: Int) throws -> LayerNorm {
      LayerNorm(
        gain: try file.vector("\(path)/gamma", count), bias: try file.vector("\(path)/beta", count), epsilon: epsilon)
    }
    let block = "transformer"
    embedding = try dense("\(block)/embed/lin", inputs, hidden)
    embeddingNorm = try norm("\(block)/embed/norm", hidden)
    positions = try file.matrix("\(block)/embed/pos_embed/weight", hidden, length)
    let queries = try dense("\(block)/attn/proj_q", hidden, hidden).scaled(by: 1 / Float(hidden / heads).squareRoot())
    let keys = try dense("\(block)/attn/proj_k", hidden, hidden)
    attention = Dense(stacking: [queries, keys, try dense("\(block)/attn/proj_v", hidden, hidden)])
    projection = try dense("\(block)/proj", hidden, hidden)
    expansion = try dense("\(block)/pwff/fc1", hidden, wide)
    contraction = try dense("\(block)/pwff/fc2", wide, hidden)
    norms = (try norm("\(block)/norm1", hidden), try norm("\(block)/norm2", hidden))
  }

  /// The hidden states of windows that stand side by side: 6 x (length · windows) to hidden x (length · windows).
  func hiddenStates(_ input: Matrix<Float>) -> Matrix<Float> {
    precondition(input.columns % length == 0, "windows of another length")
    var state = embedding(input)
    embeddingNorm.apply(to: &state)
    state.add(positions)
    embeddingNorm.apply(to: &state)
    for _ in 0..<layers {
      state = attended(state)
      state.add(projection(state))
      norms.0.apply(to: &state)
      var wide = expansion(state)
      wide.applyGELU()
      state.add(contraction(wide))
      norms.1.apply(to: &state)
    }
    return state
  }

  /// Attention of all heads within each window, not yet projected.
  private func attended(_ state: Matrix<Float>) -> Matrix<Float> {
    let all = attention(state)
    let size = hidden / heads
    var result = Matrix<Float>(hidden, state.columns)
    for start in stride(from: 0, to: state.columns, by: length) {
      for head in 0..<heads {
        let parts = (0..<3).map { part in
          let row = part * hidden + head * size
          return all.block(row..<(row + size), start..<(start + length))
        }
        // Keys x queries: a query's weights are a column.
        var weights = Matrix.product(parts[1], parts[0], transposing: .first)
        weights.applySoftmax()
        let context = parts[2] * weights
        result.withUnsafeMutableElements { target in
          context.withUnsafeElements { source in
            for t in 0..<length {
              let place = (start + t) * hidden + head * size
              for i in 0..<size { target[place + i] = source[t * size + i] }
            }
          }
        }
      }
    }
    return result
  }
}
