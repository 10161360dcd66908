import LinearAlgebra
import Randomness

/// A linear map or a perceptron of one hidden layer.
struct ProjectionHead<S: TrainingScalar>: Sendable {
  /// One affine layer: weight (outputs x inputs), bias (outputs x 1).
  struct Layer: Sendable {
    var weight: Matrix<S>
    var bias: Matrix<S>

    /// The outputs for the columns of `x`.
    func callAsFunction(_ x: Matrix<S>) -> Matrix<S> { (weight * x).addingToColumns(bias.column(0)) }
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
      let weights = (0..<(from * to)).map { _ in S(generator.uniform(-bound, bound)) }
      return Layer(weight: Matrix(to, from, columnMajor: weights), bias: Matrix(to, 1))
    }
    self.activation = activation
  }

  init(layers: [Layer], activation: Activation) {
    self.layers = layers
    self.activation = activation
  }

  /// The weight and bias of each layer.
  var tensors: [Matrix<S>] { layers.flatMap { [$0.weight, $0.bias] } }

  /// The same head in double precision.
  var asDouble: ProjectionHead<Double> {
    ProjectionHead<Double>(
      layers: layers.map { .init(weight: $0.weight.map { Double($0) }, bias: $0.bias.map { Double($0) }) },
      activation: activation)
  }

  /// The outputs for the columns of `x`.
  func callAsFunction(_ x: Matrix<S>) -> Matrix<S> {
    layers.dropFirst().reduce(layers[0](x)) { values, layer in layer(values.map { activation($0) }) }
  }
}
