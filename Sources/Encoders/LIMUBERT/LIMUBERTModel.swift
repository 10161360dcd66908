import CTransformerKernels
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
        weights: try file.matrix("\(path)/weight", inputs, outputs).transposed(),
        bias: try file.vector("\(path)/bias", outputs))
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
  ///
  /// A few windows at a time go through all layers, so that what is between the layers stays in cache.
  func hiddenStates(_ input: Matrix<Float>) -> Matrix<Float> {
    precondition(input.columns % length == 0, "windows of another length")
    let atOnce = max(1, 160 / length) * length
    var result = Matrix<Float>(hidden, input.columns)
    var layers = Intermediates(self, columns: 0)
    for start in stride(from: 0, to: input.columns, by: atOnce) {
      let end = min(start + atOnce, input.columns)
      if layers.state.columns != end - start { layers = Intermediates(self, columns: end - start) }
      run(input.columns(start..<end), &layers)
      result.withUnsafeMutableElements { target in
        layers.state.withUnsafeElements { _ = target[(start * hidden)...].update(fromContentsOf: $0) }
      }
    }
    return result
  }

  /// What is between the layers, for some windows.
  private struct Intermediates {
    var state, projected, context: Matrix<Float>
    var attended: Matrix<Float>
    var expanded: Matrix<Float>
    var scratch: [Float]

    init(_ model: LIMUBERTModel, columns: Int) {
      state = Matrix(model.hidden, columns)
      projected = state
      context = state
      attended = Matrix(3 * model.hidden, columns)
      expanded = Matrix(model.expansion.bias.count, columns)
      scratch = [Float](
        repeating: 0, count: transformer_attention_scratch(model.length, model.hidden, model.heads))
    }
  }

  private func run(_ input: Matrix<Float>, _ x: inout Intermediates) {
    let zeros = [Float](repeating: 0, count: hidden)
    x.projected.becomeProduct(embedding.weights, input)
    embeddingNorm.apply(toSumOf: x.projected, Matrix(hidden, 1), embedding.bias, into: &x.context)
    embeddingNorm.apply(toSumOf: x.context, positions, zeros, into: &x.state)
    for _ in 0..<layers {
      x.attended.becomeProduct(attention.weights, x.state)
      attend(x.attended, into: &x.context, scratch: &x.scratch)
      x.projected.becomeProduct(projection.weights, x.context)
      norms.0.apply(toSumOf: x.context, x.projected, projection.bias, into: &x.state)
      x.expanded.becomeProduct(expansion.weights, x.state)
      x.expanded.applyGELU(adding: expansion.bias)
      x.projected.becomeProduct(contraction.weights, x.expanded)
      norms.1.apply(toSumOf: x.state, x.projected, contraction.bias, into: &x.context)
      swap(&x.state, &x.context)
    }
  }

  /// Attention of all heads within each window, not yet projected, of stacked queries, keys and values without bias.
  private func attend(_ stacked: Matrix<Float>, into context: inout Matrix<Float>, scratch: inout [Float]) {
    let columns = context.columns
    context.withUnsafeMutableElements { context in
      stacked.withUnsafeElements { stacked in
        scratch.withUnsafeMutableBufferPointer { scratch in
          guard let context = context.baseAddress, let stacked = stacked.baseAddress else { return }
          for start in stride(from: 0, to: columns, by: length) {
            transformer_attention(
              context + start * hidden, stacked + start * 3 * hidden, attention.bias, length, hidden, heads,
              scratch.baseAddress)
          }
        }
      }
    }
  }
}
