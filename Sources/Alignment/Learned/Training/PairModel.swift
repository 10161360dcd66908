import LinearAlgebra
import Randomness

/// Two heads and the scalars of the loss: all that a learned alignment learns.
struct PairModel<S: TrainingScalar>: Sendable {
  var heads: [ProjectionHead<S>]
  /// A column, empty for most losses.
  var scalars: Matrix<S>

  init(heads: [ProjectionHead<S>], scalars: [S]) {
    self.heads = heads
    self.scalars = Matrix(scalars.count, 1, columnMajor: scalars)
  }

  /// Random heads.
  init(_ training: PairTraining, inputs: [Int], scalars: [Double], seed: Seed) {
    self.init(
      heads: inputs.enumerated().map { place, size in
        var generator = seed.deriving("initial weights", "\(place)").generator
        return ProjectionHead(
          training.head, inputs: size, hidden: training.hidden, outputs: training.k, activation: training.activation,
          generator: &generator)
      }, scalars: scalars.map { S($0) })
  }

  /// The learned numbers in one order: for each head the weight and bias of each layer, then the
  /// scalars.
  var tensors: [Matrix<S>] { heads.flatMap(\.tensors) + [scalars] }

  /// How well the pairs of `heldOut` find one another by what the loss compares, after a readout
  /// fitted on `seen`.
  func retrieval(
    _ heldOut: [Matrix<S>], seen: [Matrix<S>], loss: some PairLoss
  ) throws -> HeldOutRetrieval {
    func outputs(_ views: [Matrix<S>]) -> [Matrix<S>] { zip(heads, views).map { $0($1) } }
    let unseen = outputs(heldOut)
    let compared = try loss.compared(unseen.map { $0.map { Double($0) } }) {
      outputs(seen).map { $0.map { Double($0) } }
    }
    let latents = compared.map { UnitColumns($0).values }
    return HeldOutRetrieval(Matrix.product(latents[0], latents[1], transposing: .first))
  }
}
