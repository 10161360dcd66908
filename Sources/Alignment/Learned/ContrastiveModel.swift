import LinearAlgebra
import Randomness

/// Two heads and the scalars of the loss: all that a contrastive alignment learns.
struct ContrastiveModel: Sendable {
  var heads: [ProjectionHead]
  var scalars: [Double]

  init(heads: [ProjectionHead], scalars: [Double]) {
    self.heads = heads
    self.scalars = scalars
  }

  /// Random heads.
  init(_ training: ContrastiveTraining, inputs: [Int], scalars: [Double], seed: Seed) {
    heads = inputs.enumerated().map { place, size in
      var generator = seed.deriving("initial weights", "\(place)").generator
      return ProjectionHead(
        training.head, inputs: size, hidden: training.hidden, outputs: training.k, activation: training.activation,
        generator: &generator)
    }
    self.scalars = scalars
  }

  /// The learned numbers in one order: for each head the weight and bias of each layer, then the scalars.
  var tensors: [Matrix<Double>] {
    get {
      heads.flatMap { $0.layers.flatMap { [$0.weight, $0.bias] } }
        + [Matrix(scalars.count, 1, columnMajor: scalars)]
    }
    set {
      var place = 0
      for head in heads.indices {
        for layer in heads[head].layers.indices {
          heads[head].layers[layer] = .init(weight: newValue[place], bias: newValue[place + 1])
          place += 2
        }
      }
      scalars = newValue[place].column(0)
    }
  }

  /// The decay of each tensor: `rate` for the weights of layers, none for biases and scalars.
  func decays(_ rate: Double) -> [Double] {
    heads.flatMap { $0.layers.flatMap { _ in [rate, 0] } } + [0]
  }

  /// How well the columns of the views, none of them seen in training, find one another.
  func retrieval(_ views: [Matrix<Double>], loss: some ContrastiveLoss) -> HeldOutRetrieval {
    let latents = zip(heads, views).map { UnitColumns($0($1)).values }
    let cosines = Matrix.product(latents[0], latents[1], transposing: .first)
    return HeldOutRetrieval(cosines, loss: loss.evaluate(cosines, scalars: scalars).value)
  }

  /// Loss and gradient, in the order of `tensors`, for a batch of pairs.
  func gradient(_ views: [Matrix<Double>], loss: some ContrastiveLoss) -> (value: Double, gradients: [Matrix<Double>]) {
    var traces = [ProjectionHead.Trace(), ProjectionHead.Trace()]
    let latents = (0..<2).map { UnitColumns(heads[$0].forward(views[$0], &traces[$0])) }
    let cosines = Matrix.product(latents[0].values, latents[1].values, transposing: .first)
    let result = loss.evaluate(cosines, scalars: scalars)
    let ofLatents = [
      Matrix.product(latents[1].values, result.similarities, transposing: .second),
      latents[0].values * result.similarities,
    ]
    let ofHeads = (0..<2).flatMap { m in
      heads[m].gradient(traces[m], of: latents[m].gradient(of: ofLatents[m]))
        .flatMap { [$0.weight, $0.bias] }
    }
    return (result.value, ofHeads + [Matrix(scalars.count, 1, columnMajor: result.scalars)])
  }
}
