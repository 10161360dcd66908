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
  private var regulariser: PairRegulariser?
  private var step = 0
  /// What the terms beside the loss added to the value that was computed last.
  private(set) var regularisation = 0.0

  init(
    _ model: PairModel<S>, loss: Loss, schedule: CosineSchedule, weightDecay: Double, parallel: Bool = false,
    regulariser: PairRegulariser? = nil
  ) {
    sides = model.heads.map { Side(head: $0, optimiser: AdamW(sizes: $0.tensors.map(\.count))) }
    scalars = model.scalars
    ofScalars = scalars
    optimiser = AdamW(sizes: [scalars.count])
    self.loss = loss
    self.schedule = schedule
    self.weightDecay = weightDecay
    self.parallel = parallel
    self.regulariser = regulariser
  }

  /// What has been learned so far.
  var model: PairModel<S> { PairModel(heads: sides.map(\.head), scalars: scalars.column(0)) }

  /// The gradients that were computed last, in the order of `PairModel.tensors`.
  var gradients: [Matrix<S>] {
    sides.flatMap { $0.work.gradients.flatMap { [$0.weight, $0.bias] } } + [ofScalars]
  }

  /// One step on a batch of pairs; gives the loss before it, with the terms beside it. Weights
  /// decay, biases and scalars do not.
  /// - Parameter pairs: the places of the pairs, for these terms.
  mutating func take(_ views: [Matrix<S>], pairs: ArraySlice<Int> = []) -> Double {
    let rate = schedule.rate(step)
    let decay = weightDecay
    let value = differentiate(views, pairs) { side in
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
  mutating func evaluate(_ views: [Matrix<S>], pairs: ArraySlice<Int> = []) -> Double {
    differentiate(views, pairs) { _ in }
  }

  /// Computes the loss and its gradients, then does `update` to each side.
  private mutating func differentiate(
    _ views: [Matrix<S>], _ pairs: ArraySlice<Int>, _ update: (inout Side) -> Void
  ) -> Double {
    SideBySide.update(&sides, parallel: parallel) { m, side in side.head.forward(views[m], &side.work) }
    let outputs = sides.map(\.work.outputs)
    let result = loss.evaluate(outputs, scalars: scalars.column(0))
    ofScalars = Matrix(scalars.rows, 1, columnMajor: result.scalars)
    var gradients = result.latents
    if let terms = regulariser?.evaluate(outputs.map { $0.map { Double($0) } }, of: Array(pairs)) {
      regularisation = terms.value
      gradients = zip(gradients, terms.latents).map { $0 + $1.map { S($0) } }
    }
    SideBySide.update(&sides, parallel: parallel) { [gradients] m, side in
      side.head.gradient(views[m], of: gradients[m], &side.work)
      update(&side)
    }
    return result.value + regularisation
  }
}
