import LinearAlgebra

/// A model under training: takes one batch a step.
struct ContrastiveStepper<Loss: ContrastiveLoss> {
  private(set) var model: ContrastiveModel
  private var optimiser: AdamW
  private let loss: Loss
  private let schedule: CosineSchedule
  private let decays: [Double]
  private var step = 0

  init(_ model: ContrastiveModel, loss: Loss, schedule: CosineSchedule, weightDecay: Double) {
    self.model = model
    self.loss = loss
    self.schedule = schedule
    decays = model.decays(weightDecay)
    optimiser = AdamW(sizes: model.tensors.map(\.count))
  }

  /// One step on a batch of pairs; gives the loss before it.
  mutating func take(_ views: [Matrix<Double>]) -> Double {
    let (value, gradients) = model.gradient(views, loss: loss)
    var tensors = model.tensors
    optimiser.step(&tensors, gradients: gradients, rate: schedule.rate(step), decays: decays)
    model.tensors = tensors
    model.scalars[0] = Temperature.clamped(model.scalars[0])
    step += 1
    return value
  }
}
