import LinearAlgebra

/// A head as training holds it: the bias of a layer is the last column of its weight.
///
/// Inputs have a last row of ones. So the product adds the bias, and the product of the gradient
/// sums that of the bias: neither takes a pass of its own.
struct AugmentedHead<S: TrainingScalar>: Sendable {
  /// The layers, outputs x (inputs + 1).
  var layers: [Matrix<S>]
  let activation: Activation

  init(_ head: ProjectionHead<S>) {
    layers = head.layers.map { .stackedHorizontally([$0.weight, $0.bias]) }
    activation = head.activation
  }

  /// The same head with weights and biases apart.
  var head: ProjectionHead<S> { ProjectionHead(layers: layers.map(Self.parts), activation: activation) }

  /// The weight and the bias of a layer, or their gradients.
  static func parts(_ layer: Matrix<S>) -> ProjectionHead<S>.Layer {
    let inputs = layer.columns - 1
    return .init(weight: layer.columns(0..<inputs), bias: layer.columns(inputs..<inputs + 1))
  }

  /// What one batch leaves in memory for its gradient and for the next batch to use again.
  struct Workspace: Sendable {
    /// The outputs for the batch, k x n.
    var outputs = Matrix<S>(0, 0)
    /// The gradient of each layer.
    var gradients: [Matrix<S>] = []
    /// The values of the hidden units before and after the activation, these with a row of ones,
    /// and the gradients for both.
    var (hidden, active) = (Matrix<S>(0, 0), Matrix<S>(0, 0))
    var (ofHidden, ofActive) = (Matrix<S>(0, 0), Matrix<S>(0, 0))
  }

  /// Puts the outputs for the columns of `x` into `work.outputs`, with what the gradient needs.
  func forward(_ x: Matrix<S>, _ work: inout Workspace) {
    guard layers.count == 2 else { return work.outputs.becomeProduct(layers[0], x) }
    work.hidden.becomeProduct(layers[0], x)
    work.active = work.hidden.map { activation($0) }.withOnes
    work.outputs.becomeProduct(layers[1], work.active)
  }

  /// Puts the gradient for the layers into `work.gradients`, from the gradient for the outputs for
  /// `x`.
  func gradient(_ x: Matrix<S>, of outputs: Matrix<S>, _ work: inout Workspace) {
    if work.gradients.isEmpty { work.gradients = layers.map { _ in Matrix(0, 0) } }
    guard layers.count == 2 else { return work.gradients[0].becomeProduct(outputs, x, transposing: .second) }
    work.gradients[1].becomeProduct(outputs, work.active, transposing: .second)
    work.ofActive.becomeProduct(layers[1], outputs, transposing: .first)
    let units = work.hidden.rows
    if work.ofHidden.rows != units || work.ofHidden.columns != x.columns {
      work.ofHidden = Matrix(units, x.columns) { _ in }
    }
    work.ofHidden.withUnsafeMutableElements { target in
      work.ofActive.withUnsafeElements { delta in
        work.hidden.withUnsafeElements { values in
          for j in 0..<x.columns {
            for i in 0..<units {
              let place = j * units + i
              target[place] = delta[place + j] * activation.derivative(values[place])
            }
          }
        }
      }
    }
    work.gradients[0].becomeProduct(work.ofHidden, x, transposing: .second)
  }
}

extension Matrix {
  /// The columns with a 1 below each: inputs of an `AugmentedHead`.
  var withOnes: Matrix {
    Matrix(rows + 1, columns) { target in
      withUnsafeElements { source in
        guard let to = target.baseAddress else { return }
        for j in 0..<columns {
          if rows > 0, let from = source.baseAddress {
            (to + j * (rows + 1)).initialize(from: from + j * rows, count: rows)
          }
          (to + j * (rows + 1) + rows).initialize(to: 1)
        }
      }
    }
  }
}
