import Diagnostics
import Foundation
import LinearAlgebra
import Randomness

/// One training under way: heads, batches and schedule, epoch after epoch.
struct PairRun<Loss: PairLoss> {
  /// The mean loss of each epoch so far.
  private(set) var losses: [Double] = []
  private let method: String
  private let learningRate: Double
  private let views: [Matrix<Float>]
  private let frames: Int
  private let loss: Loss
  private var batches: PairBatches
  private var stepper: PairStepper<Loss, Float>
  /// The mean of the first epoch without the terms beside the loss.
  private var first: Double?

  /// Random heads, and a schedule for all epochs of `training` however many will be taken.
  /// - Parameter geometry: the pairs whose neighbourhoods are kept, where that is asked for.
  init(
    _ views: [Matrix<Float>], geometry: [Matrix<Double>], frames: Int, training: PairTraining, loss: Loss,
    method: String, seed: Seed
  ) {
    self.method = method
    self.views = views
    self.frames = frames
    self.loss = loss
    learningRate = training.learningRate
    let model = PairModel<Float>(training, inputs: views.map(\.rows), scalars: loss.start, seed: seed)
    let n = views[0].columns / frames
    let width = training.head == .linear ? training.k : training.hidden
    let parallel = SideBySide.pays(
      multiplications: width * (views.map(\.rows).min() ?? 0) * frames * PairBatches.size(n, training.batch))
    batches = PairBatches(views, frames: frames, training: training, seed: seed, parallel: parallel)
    let steps = training.epochs * batches.count
    let schedule = CosineSchedule(
      peak: training.learningRate, warmUpSteps: Int((training.warmUp * Double(steps)).rounded()), steps: steps)
    stepper = PairStepper(
      model, loss: loss, schedule: schedule, weightDecay: training.weightDecay, parallel: parallel,
      regulariser: PairRegulariser(training.regularisation, inputs: geometry, count: n))
  }

  /// The heads and scalars as they are now.
  var model: PairModel<Float> { stepper.model }

  /// How well pairs that are not trained on find one another now.
  func retrieval(_ heldOut: [Matrix<Float>]) throws -> HeldOutRetrieval {
    try model.retrieval(heldOut, seen: views, loss: loss)
  }

  /// One pass over the pairs.
  /// - Throws: `InputError` where training diverges.
  mutating func takeEpoch() throws {
    let (n, epoch) = (views[0].columns / frames, losses.count + 1)
    batches.beginEpoch()
    var (total, beside) = (0.0, 0.0)
    for place in 0..<batches.count {
      let inputs = batches.batch(place)
      let value = stepper.take(inputs, pairs: batches.pairs(place))
      total += value * Double(inputs[0].columns / frames)
      beside += stepper.regularisation * Double(inputs[0].columns / frames)
      guard value.isFinite else { throw diverged("a loss of \(value) in epoch \(epoch)") }
    }
    losses.append(total / Double(n))
    // A useful training never ends far above where it began; three times is beyond what dropout and
    // batches explain. The terms beside the loss have no part in it: distillation begins at 0.
    let own = losses[epoch - 1] - beside / Double(n)
    let start = first ?? own
    first = start
    guard own <= 3 * max(start, log(Double(n))) else {
      throw diverged("a loss of \(own) in epoch \(epoch) after \(start) in the first")
    }
    guard stepper.isFinite else {
      throw diverged("weights that are not finite in epoch \(epoch)")
    }
  }

  private func diverged(_ found: String) -> InputError {
    InputError(
      method, found: found, expected: "a finite loss that does not explode",
      advice: "Lower the learning rate (it is \(learningRate)).")
  }
}
