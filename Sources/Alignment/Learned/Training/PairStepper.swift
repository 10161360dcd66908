import LinearAlgebra

/// A model under training: takes one batch a step.
struct PairStepper<Loss: PairLoss, S: TrainingScalar> {
  /// All of one modality that a step changes.
  private struct Side {
    var head: AugmentedHead<S>
    var work = AugmentedHead<S>.Workspace()
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
  private var inputSpace = InputSpace<S>()
  private var direct = [Matrix<S>](repeating: Matrix(0, 0), count: 2)
  private var step = 0
  /// What the terms beside the loss added to the value that was computed last.
  private(set) var regularisation = 0.0

  init(
    _ model: PairModel<S>, loss: Loss, schedule: CosineSchedule, weightDecay: Double, parallel: Bool = false,
    regulariser: PairRegulariser? = nil
  ) {
    sides = model.heads.map(AugmentedHead.init).map {
      Side(head: $0, optimiser: AdamW(sizes: $0.layers.map(\.count)))
    }
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
  var model: PairModel<S> { PairModel(heads: sides.map(\.head.head), scalars: scalars.column(0)) }

  /// The gradients that were computed last, in the order of `PairModel.tensors`.
  var gradients: [Matrix<S>] {
    sides.flatMap { $0.work.gradients.map(AugmentedHead.parts).flatMap { [$0.weight, $0.bias] } } + [ofScalars]
  }

  /// Whether all that has been learned so far is finite.
  var isFinite: Bool { optimiser.isFinite && sides.allSatisfy(\.optimiser.isFinite) }

  /// One step on a batch of pairs; gives the loss before it, with the terms beside it. Weights
  /// decay, biases and scalars do not.
  /// - Parameters:
  ///   - views: the inputs of both modalities, a pair a column, with a last row of ones.
  ///   - pairs: the places of the pairs, for these terms.
  mutating func take(_ views: [Matrix<S>], pairs: ArraySlice<Int> = []) -> Double {
    let rate = schedule.rate(step)
    let decay = weightDecay
    let value = differentiate(views, pairs) { side in
      side.optimiser.begin()
      for layer in side.head.layers.indices {
        let (rows, inputs) = (side.head.layers[layer].rows, side.head.layers[layer].columns - 1)
        side.optimiser.update(
          layer, &side.head.layers[layer], gradient: side.work.gradients[layer], rate: rate, decay: decay,
          decaying: rows * inputs)
      }
    }
    optimiser.begin()
    optimiser.update(0, &scalars, gradient: ofScalars, rate: rate, decay: 0, decaying: 0)
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
    if let value = differentiateInInputSpace(views) {
      SideBySide.update(&sides, parallel: parallel) { _, side in update(&side) }
      return value
    }
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

  /// The same by products of the size of the inputs, where that is less work and certain.
  private mutating func differentiateInInputSpace(_ views: [Matrix<S>]) -> Double? {
    guard regulariser == nil, let loss = loss.ofCosines, sides.allSatisfy({ $0.head.layers.count == 1 }),
      InputSpace<S>.pays(
        outputs: sides[0].head.layers[0].rows, inputs: views.map(\.rows), pairs: views[0].columns),
      let result = inputSpace.evaluate(
        sides.map { $0.head.layers[0] }, views, loss: loss, scalars: scalars.column(0), gradients: &direct)
    else { return nil }
    ofScalars = Matrix(scalars.rows, 1, columnMajor: result.scalars)
    for m in sides.indices {
      // The memory of the last step's gradients serves the next step.
      let last = sides[m].work.gradients.first ?? Matrix(0, 0)
      sides[m].work.gradients = [direct[m]]
      direct[m] = last
    }
    return result.value
  }
}
