import Foundation
import LinearAlgebra
import Randomness

/// What maps the features of one modality to the latent space of a learned alignment.
public enum HeadShape: String, Codable, Sendable, CaseIterable {
  /// W x + b.
  case linear
  /// One hidden layer between two such maps.
  case mlp
}

/// What the hidden layer of a head does to each of its units.
public enum Activation: String, Codable, Sendable, CaseIterable {
  /// x · Phi(x), with the exact normal distribution function.
  case gelu
  /// max(x, 0).
  case relu

  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .gelu: return x * Self.normalDistribution(x)
    case .relu: return max(x, 0)
    }
  }

  func derivative(_ x: Double) -> Double {
    switch self {
    case .gelu: return Self.normalDistribution(x) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    case .relu: return x > 0 ? 1 : 0
    }
  }

  private static func normalDistribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
}

/// A linear map or a perceptron of one hidden layer, with its gradient.
struct ProjectionHead: Sendable {
  /// One affine layer: weight (outputs x inputs), bias (outputs x 1).
  struct Layer: Sendable {
    var weight: Matrix<Double>
    var bias: Matrix<Double>

    func callAsFunction(_ x: Matrix<Double>) -> Matrix<Double> {
      var result = weight * x
      result.withUnsafeMutableElements { y in
        bias.withUnsafeElements { b in
          for j in 0..<x.columns { for i in b.indices { y[j * b.count + i] += b[i] } }
        }
      }
      return result
    }
  }

  var layers: [Layer]
  let activation: Activation

  /// Weights uniform in ±1/sqrt(inputs), biases zero.
  init(
    _ shape: HeadShape, inputs: Int, hidden: Int, outputs: Int, activation: Activation,
    generator: inout Xoshiro256
  ) {
    let sizes = shape == .linear ? [inputs, outputs] : [inputs, hidden, outputs]
    layers = zip(sizes, sizes.dropFirst()).map { from, to in
      let bound = 1 / Double(max(from, 1)).squareRoot()
      let weights = (0..<(from * to)).map { _ in generator.uniform(-bound, bound) }
      return Layer(weight: Matrix(to, from, columnMajor: weights), bias: Matrix(to, 1))
    }
    self.activation = activation
  }

  init(layers: [Layer], activation: Activation) {
    self.layers = layers
    self.activation = activation
  }

  /// The inputs of every layer and the values before the activation, which the gradient needs.
  struct Trace {
    var inputs: [Matrix<Double>] = []
    var hidden: Matrix<Double>?
  }

  /// The outputs for the columns of `x`.
  func callAsFunction(_ x: Matrix<Double>) -> Matrix<Double> {
    var trace = Trace()
    return forward(x, &trace)
  }

  /// The outputs for the columns of `x`, with what the gradient needs.
  func forward(_ x: Matrix<Double>, _ trace: inout Trace) -> Matrix<Double> {
    trace.inputs = [x]
    let first = layers[0](x)
    guard layers.count == 2 else { return first }
    trace.hidden = first
    var active = first
    active.withUnsafeMutableElements { x in for i in x.indices { x[i] = activation(x[i]) } }
    trace.inputs.append(active)
    return layers[1](active)
  }

  /// The gradient for the layers from the gradient for the outputs.
  func gradient(_ trace: Trace, of outputs: Matrix<Double>) -> [Layer] {
    let last = layerGradient(trace.inputs[layers.count - 1], outputs)
    guard let hidden = trace.hidden else { return [last] }
    var delta = Matrix.product(layers[1].weight, outputs, transposing: .first)
    delta.withUnsafeMutableElements { delta in
      hidden.withUnsafeElements { x in
        for i in delta.indices { delta[i] *= activation.derivative(x[i]) }
      }
    }
    return [layerGradient(trace.inputs[0], delta), last]
  }

  private func layerGradient(_ inputs: Matrix<Double>, _ outputs: Matrix<Double>) -> Layer {
    var sums = [Double](repeating: 0, count: outputs.rows)
    outputs.withUnsafeElements { y in
      for j in 0..<outputs.columns { for i in sums.indices { sums[i] += y[j * sums.count + i] } }
    }
    return Layer(
      weight: Matrix.product(outputs, inputs, transposing: .second),
      bias: Matrix(outputs.rows, 1, columnMajor: sums))
  }
}
