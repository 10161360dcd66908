import LinearAlgebra

/// What the heads are trained to make small: a function of the latents of a batch of pairs, k x n
/// each.
protocol PairLoss: Sendable {
  /// The scalars learned beside the heads, as they start; none unless the loss says otherwise.
  var start: [Double] { get }

  /// The same loss as one of cosines, where it is one.
  var ofCosines: (any SimilarityLoss)? { get }

  /// Value and gradients. A value that is not finite says that there is none.
  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S>

  /// The scalars brought back to where they are allowed.
  func bounded<S: TrainingScalar>(_ scalars: [S]) -> [S]

  /// From the heads' outputs to what the loss compares, fitted on the outputs for the training
  /// pairs where it must be.
  func readout(_ latents: () -> [Matrix<Double>]) throws -> LatentReadout

  /// What is compared, by cosines, to see how well held-out pairs find one another: one column a
  /// pair, from the outputs for them; the outputs for the training pairs are there for the readout.
  func compared(_ outputs: [Matrix<Double>], seen: () -> [Matrix<Double>]) throws -> [Matrix<Double>]
}

extension PairLoss {
  var start: [Double] { [] }

  var ofCosines: (any SimilarityLoss)? { nil }

  func bounded<S: TrainingScalar>(_ scalars: [S]) -> [S] { scalars }

  /// The latents.
  func compared(_ outputs: [Matrix<Double>], seen: () -> [Matrix<Double>]) throws -> [Matrix<Double>] {
    let readout = try readout(seen)
    return outputs.enumerated().map { readout($1, $0) }
  }
}

/// A loss of the latents with its gradients.
struct LatentGradient<S: TrainingScalar> {
  let value: Double
  let latents: [Matrix<S>]
  var scalars: [S] = []
}
