import LinearAlgebra
import Randomness

/// A linear map or a perceptron of one hidden layer, with its gradient.
struct ProjectionHead<S: TrainingScalar>: Sendable {
  /// One affine layer: weight (outputs x inputs), bias (outputs x 1).
  struct Layer: Sendable {
    var weight: Matrix<S>
    var bias: Matrix<S>

    /// Puts the outputs for the columns of `x` into `result`.
    func apply(_ x: Matrix<S>, into result: inout Matrix<S>) {
      result.becomeProduct(weight, x)
      result.withUnsafeMutableElements { y in
        bias.withUnsafeElements { b in
          for j in 0..<x.columns { for i in 0..<b.count { y[j * b.count + i] += b[i] } }
        }
      }
    }

    /// Becomes the gradient of a layer from its inputs and the gradient for its outputs.
    mutating func becomeGradient(_ inputs: Matrix<S>, _ outputs: Matrix<S>) {
      weight.becomeProduct(outputs, inputs, transposing: .second)
      if bias.rows != outputs.rows { bias = Matrix(outputs.rows, 1) }
      bias.withUnsafeMutableElements { sums in
        sums.update(repeating: 0)
        outputs.withUnsafeElements { y in
          for j in 0..<outputs.columns { for i in 0..<sums.count { sums[i] += y[j * sums.count + i] } }
        }
      }
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
    var work = Workspace()
    forward(x, &work)
    return work.outputs
  }

  /// What one batch leaves in memory for its gradient and for the next batch to use again.
  struct Workspace: Sendable {
    /// The outputs for the batch, k x n.
    var outputs = Matrix<S>(0, 0)
    /// The gradient of each layer.
    var gradients: [Layer] = []
    /// The values of the hidden units before and after the activation, and the gradient for them.
    var (hidden, active, ofHidden) = (Matrix<S>(0, 0), Matrix<S>(0, 0), Matrix<S>(0, 0))
  }

  /// Puts the outputs for the columns of `x` into `work.outputs`, with what the gradient needs.
  func forward(_ x: Matrix<S>, _ work: inout Workspace) {
    guard layers.count == 2 else { return layers[0].apply(x, into: &work.outputs) }
    layers[0].apply(x, into: &work.hidden)
    work.active = work.hidden.map { activation($0) }
    layers[1].apply(work.active, into: &work.outputs)
  }

  /// Puts the gradient for the layers into `work.gradients`, from the gradient for the outputs for
  /// `x`.
  func gradient(_ x: Matrix<S>, of outputs: Matrix<S>, _ work: inout Workspace) {
    if work.gradients.isEmpty { work.gradients = layers.map { _ in Layer(weight: Matrix(0, 0), bias: Matrix(0, 0)) } }
    guard layers.count == 2 else { return work.gradients[0].becomeGradient(x, outputs) }
    work.gradients[1].becomeGradient(work.active, outputs)
    work.ofHidden.becomeProduct(layers[1].weight, outputs, transposing: .first)
    work.ofHidden.withUnsafeMutableElements { delta in
      work.hidden.withUnsafeElements { x in
        for i in 0..<delta.count { delta[i] *= activation.derivative(x[i]) }
      }
    }
    work.gradients[0].becomeGradient(x, work.ofHidden)
  }
}
