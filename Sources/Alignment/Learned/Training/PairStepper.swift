import LinearAlgebra

/// A model under training: takes one batch a step.
struct PairStepper<Loss: PairLoss, S: TrainingScalar> {
  /// All of one modality that a step changes.
  private struct Side {
    var head: ProjectionHead<S>
    var work = ProjectionHead<S>.Workspace()
    var optimiser: AdamW<S>
  }

  private var sides: [Side]
  private var scalars: Matrix<S>
  private var ofScalars: Matrix<S>
  private var optimiser: AdamW<S>
  private let loss: Loss
  private let schedule: CosineSchedule
  private let weightDecay: Double
  private let parallel: Bool
  private var step = 0

  init(
    _ model: PairModel<S>, loss: Loss, schedule: CosineSchedule, weightDecay: Double, parallel: Bool = false
  ) {
    sides = model.heads.map { Side(head: $0, optimiser: AdamW(sizes: $0.tensors.map(\.count))) }
    scalars = model.scalars
    ofScalars = scalars
    optimiser = AdamW(sizes: [scalars.count])
    self.loss = loss
    self.schedule = schedule
    self.weightDecay = weightDecay
    self.parallel = parallel
  }

  /// What has been learned so far.
  var model: PairModel<S> { PairModel(heads: sides.map(\.head), scalars: scalars.column(0)) }

  /// The gradients that were computed last, in the order of `PairModel.tensors`.
  var gradients: [Matrix<S>] {
    sides.flatMap { $0.work.gradients.flatMap { [$0.weight, $0.bias] } } + [ofScalars]
  }

  /// One step on a batch of pairs; gives the loss before it. Weights decay, biases and scalars do
  /// not.
  mutating func take(_ views: [Matrix<S>]) -> Double {
    let rate = schedule.rate(step)
    let decay = weightDecay
    let value = differentiate(views) { side in
      side.optimiser.begin()
      for layer in side.head.layers.indices {
        side.optimiser.update(
          2 * layer, &side.head.layers[layer].weight, gradient: side.work.gradients[layer].weight, rate: rate,
          decay: decay)
        side.optimiser.update(
          2 * layer + 1, &side.head.layers[layer].bias, gradient: side.work.gradients[layer].bias, rate: rate, decay: 0)
      }
    }
    optimiser.begin()
    optimiser.update(0, &scalars, gradient: ofScalars, rate: rate, decay: 0)
    scalars = Matrix(scalars.rows, 1, columnMajor: loss.bounded(scalars.column(0)))
    step += 1
    return value
  }

  /// The loss of a batch of pairs, whose gradients it computes.
  mutating func evaluate(_ views: [Matrix<S>]) -> Double { differentiate(views) { _ in } }

  /// Computes the loss and its gradients, then does `update` to each side.
  private mutating func differentiate(_ views: [Matrix<S>], _ update: (inout Side) -> Void) -> Double {
    SideBySide.update(&sides, parallel: parallel) { m, side in side.head.forward(views[m], &side.work) }
    let result = loss.evaluate(sides.map(\.work.outputs), scalars: scalars.column(0))
    ofScalars = Matrix(scalars.rows, 1, columnMajor: result.scalars)
    SideBySide.update(&sides, parallel: parallel) { m, side in
      side.head.gradient(views[m], of: result.latents[m], &side.work)
      update(&side)
    }
    return result.value
  }
}
