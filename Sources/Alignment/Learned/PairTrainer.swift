import Diagnostics
import Foundation
import LinearAlgebra
import Randomness

/// Trains two heads on standardised pairs, in single precision: the same for every loss.
///
/// All randomness is derived from the seed and the purpose (initial weights, held-out pairs, dropout, order of the
/// batches) and drawn by place among the pairs, whose order is fixed. Where columns are frames, a pair is a pair of clips: batches and
/// held-out pairs are whole clips.
struct PairTrainer<Loss: PairLoss>: Sendable {
  let method: String
  let training: PairTraining
  let loss: Loss

  private var seed: Seed { Seed(base: training.seed).deriving("alignment", method) }

  /// The fitted alignment.
  func alignment(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    // One thread of BLAS for each product: the same bits come out whatever number it might use.
    let (model, report) = try BLASLibrary.withSerialCalls { _ in try fit(pairs.views, frames: pairs.frames) }
    let heads = model.heads.map(\.asDouble)
    let readout = try loss.readout { zip(heads, pairs.views).map { $0($1.asDouble) } }
    return LearnedAlignment(
      modalities: pairs.modalities, training: report, heads: heads, readout: readout, offsets: pairs.offsets,
      factors: pairs.factors)
  }

  /// Chooses epochs and restart by held-out pairs, where there are enough of them, and trains.
  private func fit(
    _ views: [Matrix<Float>], frames: Int
  ) throws -> (model: PairModel<Float>, report: TrainingReport) {
    let n = views[0].columns / frames
    let heldOut = Int(training.heldOut * Double(n))
    guard heldOut >= 2, n - heldOut >= 2 else {
      let run = try train(views, frames: frames, restart: 0, epochs: training.epochs)
      return (run.model, report(run, heldOut: nil, restart: 0))
    }
    var generator = seed.deriving("held-out pairs").generator
    let order = generator.shuffled(Array(0..<n))
    let parts = [order.prefix(heldOut).sorted(), order.dropFirst(heldOut).sorted()].map { places in
      views.map { $0.selectingColumns(StandardisedPairs.columns(of: places, frames: frames)) }
    }
    var best: (run: Run, retrieval: HeldOutRetrieval, restart: Int)?
    for restart in 0..<training.restarts {
      let run = try train(
        parts[1], frames: frames, heldOut: parts[0], restart: restart, epochs: training.epochs)
      guard let retrieval = run.retrieval else { continue }
      if best.map({ $0.retrieval < retrieval }) ?? true { best = (run, retrieval, restart) }
    }
    guard var best else { preconditionFailure("at least one restart of at least one epoch") }
    if training.refit {
      best.run = try train(views, frames: frames, restart: best.restart, epochs: best.run.epochs)
    }
    return (best.run.model, report(best.run, heldOut: best.retrieval, restart: best.restart))
  }

  private func report(_ run: Run, heldOut: HeldOutRetrieval?, restart: Int) -> TrainingReport {
    TrainingReport(
      losses: run.losses, heldOut: heldOut, epochs: run.epochs, restart: restart,
      temperature: loss.start.isEmpty ? nil : exp(Double(run.model.scalars[0, 0])))
  }

  /// One training: the model at the epoch of best retrieval, or at the last where nothing is held out.
  struct Run {
    var model: PairModel<Float>
    var losses: [Double] = []
    var epochs: Int
    var retrieval: HeldOutRetrieval?
  }

  /// Trains from random weights for `epochs` of the epochs that the schedule is laid out for.
  private func train(
    _ views: [Matrix<Float>], frames: Int, heldOut: [Matrix<Float>]? = nil, restart: Int, epochs: Int
  ) throws -> Run {
    let seed = seed.deriving("restart", "\(restart)")
    let model = PairModel<Float>(training, inputs: views.map(\.rows), scalars: loss.start, seed: seed)
    let n = views[0].columns / frames
    let width = training.head == .linear ? training.k : training.hidden
    let parallel = SideBySide.pays(
      multiplications: width * (views.map(\.rows).min() ?? 0) * frames * PairBatches.size(n, training.batch))
    var batches = PairBatches(views, frames: frames, training: training, seed: seed, parallel: parallel)
    let steps = training.epochs * batches.count
    let schedule = CosineSchedule(
      peak: training.learningRate, warmUpSteps: Int((training.warmUp * Double(steps)).rounded()), steps: steps)
    var run = Run(model: model, epochs: epochs)
    var stepper = PairStepper(
      model, loss: loss, schedule: schedule, weightDecay: training.weightDecay, parallel: parallel)
    for epoch in 1...epochs {
      batches.beginEpoch()
      var total = 0.0
      for place in 0..<batches.count {
        let inputs = batches.batch(place)
        let value = stepper.take(inputs)
        total += value * Double(inputs[0].columns / frames)
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
        let retrieval = try stepper.model.retrieval(heldOut, seen: views, loss: loss)
        if run.retrieval.map({ $0 < retrieval }) ?? true {
          (run.model, run.epochs, run.retrieval) = (stepper.model, epoch, retrieval)
        }
        if epoch - run.epochs >= training.patience { break }
      }
    }
    if heldOut == nil { run.model = stepper.model }
    return run
  }

  private func diverged(_ found: String) -> InputError {
    InputError(
      method, found: found, expected: "a finite loss that does not explode",
      advice: "Lower the learning rate (it is \(training.learningRate)).")
  }
}
