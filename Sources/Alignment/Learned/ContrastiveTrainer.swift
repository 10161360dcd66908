import Diagnostics
import Foundation
import LinearAlgebra
import Randomness

/// Trains two heads on standardised pairs: the same for every loss.
///
/// All randomness is derived from the seed and the purpose (initial weights, held-out pairs, dropout, order of the
/// batches) and drawn by place among the pairs, whose order is fixed.
struct ContrastiveTrainer<Loss: ContrastiveLoss>: Sendable {
  let method: String
  let training: ContrastiveTraining
  let loss: Loss

  private var seed: Seed { Seed(base: training.seed).deriving("alignment", method) }

  /// Chooses epochs and restart by held-out pairs, where there are enough of them, and trains.
  func fit(_ pairs: StandardisedPairs) throws -> (model: ContrastiveModel, report: TrainingReport) {
    let n = pairs.count
    let heldOut = Int(training.heldOut * Double(n))
    guard heldOut >= 2, n - heldOut >= 2 else {
      let run = try train(pairs.views, restart: 0, epochs: training.epochs)
      return (run.model, report(run, heldOut: nil, restart: 0))
    }
    var generator = seed.deriving("held-out pairs").generator
    let order = generator.shuffled(Array(0..<n))
    let parts = [order.prefix(heldOut).sorted(), order.dropFirst(heldOut).sorted()].map { places in
      pairs.views.map { $0.selectingColumns(places) }
    }
    var best: (run: Run, retrieval: HeldOutRetrieval, restart: Int)?
    for restart in 0..<training.restarts {
      let run = try train(parts[1], heldOut: parts[0], restart: restart, epochs: training.epochs)
      guard let retrieval = run.retrieval else { continue }
      if best.map({ $0.retrieval < retrieval }) ?? true { best = (run, retrieval, restart) }
    }
    guard var best else { preconditionFailure("at least one restart of at least one epoch") }
    if training.refit { best.run = try train(pairs.views, restart: best.restart, epochs: best.run.epochs) }
    return (best.run.model, report(best.run, heldOut: best.retrieval, restart: best.restart))
  }

  private func report(_ run: Run, heldOut: HeldOutRetrieval?, restart: Int) -> TrainingReport {
    TrainingReport(
      losses: run.losses, heldOut: heldOut, epochs: run.epochs, restart: restart,
      temperature: exp(run.model.scalars[0]))
  }

  /// One training: the model at the epoch of best retrieval, or at the last where nothing is held out.
  struct Run {
    var model: ContrastiveModel
    var losses: [Double] = []
    var epochs: Int
    var retrieval: HeldOutRetrieval?
  }

  private func train(
    _ views: [Matrix<Double>], heldOut: [Matrix<Double>]? = nil, restart: Int, epochs: Int
  ) throws -> Run {
    let seed = seed.deriving("restart", "\(restart)")
    let model = ContrastiveModel(training, inputs: views.map(\.rows), scalars: loss.start, seed: seed)
    return try train(model, on: views, heldOut: heldOut, epochs: epochs, seed: seed)
  }

  /// Trains `model` for `epochs` of the epochs that the schedule is laid out for.
  func train(
    _ model: ContrastiveModel, on views: [Matrix<Double>], heldOut: [Matrix<Double>]? = nil, epochs: Int, seed: Seed
  ) throws -> Run {
    var dropout = seed.deriving("dropout").generator
    var shuffling = seed.deriving("batches").generator
    let n = views[0].columns
    let batchCount = Self.batchCount(n, training.batch)
    let steps = training.epochs * batchCount
    let schedule = CosineSchedule(
      peak: training.learningRate, warmUpSteps: Int((training.warmUp * Double(steps)).rounded()), steps: steps)
    var run = Run(model: model, epochs: epochs)
    var stepper = ContrastiveStepper(model, loss: loss, schedule: schedule, weightDecay: training.weightDecay)
    for epoch in 1...epochs {
      let order = batchCount == 1 ? [] : shuffling.shuffled(Array(0..<n))
      var total = 0.0
      for batch in 0..<batchCount {
        // Sizes that differ by at most one, so that no batch is left with a single pair.
        let places = order.isEmpty ? nil : order[(batch * n / batchCount)..<((batch + 1) * n / batchCount)]
        let inputs = views.map { view in
          dropping(places.map { view.selectingColumns(Array($0)) } ?? view, &dropout)
        }
        let value = stepper.take(inputs)
        total += value * Double(inputs[0].columns)
        guard value.isFinite else { throw diverged("a loss of \(value) in epoch \(epoch)") }
      }
      run.losses.append(total / Double(n))
      // A useful training never ends far above where it began; three times is beyond what dropout and batches explain.
      let bound = 3 * max(run.losses[0], log(Double(n)))
      guard run.losses[epoch - 1] <= bound else {
        throw diverged("a loss of \(run.losses[epoch - 1]) in epoch \(epoch) after \(run.losses[0]) in the first")
      }
      guard stepper.model.tensors.allSatisfy({ $0.withUnsafeElements { $0.allSatisfy(\.isFinite) } }) else {
        throw diverged("weights that are not finite in epoch \(epoch)")
      }
      if let heldOut {
        let retrieval = stepper.model.retrieval(heldOut, loss: loss)
        if run.retrieval.map({ $0 < retrieval }) ?? true {
          (run.model, run.epochs, run.retrieval) = (stepper.model, epoch, retrieval)
        }
        if epoch - run.epochs >= training.patience { break }
      }
    }
    if heldOut == nil { run.model = stepper.model }
    return run
  }

  private static func batchCount(_ n: Int, _ batch: Int) -> Int {
    let size = batch == 0 ? ContrastiveTraining.largestFullBatch : batch
    return max(min((n + size - 1) / size, n / 2), 1)
  }

  /// The inputs with a share of them at 0 and the others scaled up by what is missing.
  private func dropping(_ inputs: Matrix<Double>, _ generator: inout Xoshiro256) -> Matrix<Double> {
    guard training.dropout > 0 else { return inputs }
    let kept = 1 / (1 - training.dropout)
    var result = inputs
    result.withUnsafeMutableElements { x in
      for i in x.indices { x[i] = generator.uniform() < training.dropout ? 0 : kept * x[i] }
    }
    return result
  }

  private func diverged(_ found: String) -> InputError {
    InputError(
      method, found: found, expected: "a finite loss that does not explode",
      advice: "Lower the learning rate (it is \(training.learningRate)).")
  }
}
