import CTransformerKernels
import Diagnostics
import Foundation
import LinearAlgebra

/// The transformer: one block of parameters, which every layer shares.
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
  /// One frame for each of a window.
  private let positions: States
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
    // Outputs x inputs, and the bias.
    func linear(_ path: String, _ inputs: Int, _ outputs: Int) throws -> (weights: Matrix<Float>, bias: [Float]) {
      (try file.matrix("\(path)/weight", inputs, outputs).transposed(), try file.vector("\(path)/bias", outputs))
    }
    func dense(_ path: String, _ inputs: Int, _ outputs: Int) throws -> Dense {
      let (weights, bias) = try linear(path, inputs, outputs)
      return Dense(weights: weights, bias: bias)
    }
    func norm(_ path: String, _ count: Int) throws -> LayerNorm {
      LayerNorm(
        gain: try file.vector("\(path)/gamma", count), bias: try file.vector("\(path)/beta", count), epsilon: epsilon)
    }
    let block = "transformer"
    embedding = try dense("\(block)/embed/lin", inputs, hidden)
    embeddingNorm = try norm("\(block)/embed/norm", hidden)
    positions = States(try file.matrix("\(block)/embed/pos_embed/weight", hidden, length))
    var parts = [try linear("\(block)/attn/proj_q", hidden, hidden)]
    for name in ["k", "v"] { parts.append(try linear("\(block)/attn/proj_\(name)", hidden, hidden)) }
    let factor = 1 / Float(hidden / heads).squareRoot()
    parts[0] = (factor * parts[0].weights, parts[0].bias.map { factor * $0 })
    attention = Dense(weights: .stackedVertically(parts.map(\.weights)), bias: parts.flatMap(\.bias))
    projection = try dense("\(block)/proj", hidden, hidden)
    expansion = try dense("\(block)/pwff/fc1", hidden, wide)
    contraction = try dense("\(block)/pwff/fc2", wide, hidden)
    norms = (try norm("\(block)/norm1", hidden), try norm("\(block)/norm2", hidden))
  }

  /// The hidden states of windows that stand side by side: 6 x (length · windows) to hidden x
  /// (length · windows).
  ///
  /// A few windows at a time go through all layers, so intermediate values stay in cache. Each
  /// frame's sums run in one order, so a window's states are the same bits whatever windows are
  /// beside it.
  func hiddenStates(_ input: Matrix<Float>) -> Matrix<Float> {
    precondition(input.columns % length == 0, "windows of another length")
    let atOnce = min(max(1, 80 / length) * length, input.columns)
    var result = Matrix<Float>(hidden, input.columns)
    var layers = Intermediates(self, frames: atOnce)
    for start in stride(from: 0, to: input.columns, by: atOnce) {
      let frames = min(atOnce, input.columns - start)
      run(input, from: start, frames: frames, &layers)
      result.withUnsafeMutableElements { target in
        layers.state.values.withUnsafeElements { states in
          for frame in 0..<frames {
            (target.baseAddress! + (start + frame) * hidden)
              .update(from: states.baseAddress! + frame * layers.state.stride, count: hidden)
          }
        }
      }
    }
    return result
  }

  /// What is between the layers, for some frames.
  private struct Intermediates {
    var state, projected: States
    var attended, context: States
    var expanded: States
    let nothing: States
    var scratch: [Float]

    init(_ model: LIMUBERTModel, frames: Int) {
      state = States(model.hidden, frames: frames)
      projected = state
      attended = States(3 * model.hidden, frames: frames)
      context = States(model.hidden, frames: frames, behind: 15)
      expanded = States(model.expansion.outputs, frames: frames)
      nothing = States(model.hidden, frames: 1)
      scratch = [Float](
        repeating: 0, count: transformer_attention_scratch(model.length, model.hidden, model.heads))
    }
  }

  private func run(_ input: Matrix<Float>, from start: Int, frames: Int, _ x: inout Intermediates) {
    embedding(input, from: start, frames: frames, into: &x.state)
    embeddingNorm(&x.state, adding: x.nothing, repeating: 1, frames: frames)
    embeddingNorm(&x.state, adding: positions, repeating: length, frames: frames)
    for _ in 0..<layers {
      attention(x.state, frames: frames, into: &x.attended)
      x.context.becomeAttention(
        of: x.attended, length: length, windows: frames / length, heads: heads, scratch: &x.scratch)
      projection(x.context, frames: frames, into: &x.projected)
      norms.0(&x.projected, adding: x.context, repeating: frames, frames: frames)
      expansion(x.projected, frames: frames, into: &x.expanded)
      x.expanded.applyGELU(frames: frames)
      contraction(x.expanded, frames: frames, into: &x.state)
      norms.1(&x.state, adding: x.projected, repeating: frames, frames: frames)
    }
  }
}
