import Diagnostics
import Foundation
import LinearAlgebra
import Randomness

/// Trains two heads on standardised pairs, in single precision: the same for every loss.
///
/// All randomness is derived from the seed and the purpose (initial weights, held-out pairs,
/// dropout, order of the batches) and drawn by place among the pairs, whose order is fixed. Where
/// columns are frames, a pair is a pair of clips: batches and held-out pairs are whole clips.
struct PairTrainer<Loss: PairLoss>: Sendable {
  let method: String
  let training: PairTraining
  let loss: Loss

  private var seed: Seed { Seed(base: training.seed).deriving("alignment", method) }

  /// The fitted alignment.
  /// - Throws: `InputError` where training diverges, and for terms beside the loss of frames.
  func alignment(_ pairs: StandardisedPairs) throws -> LearnedAlignment {
    guard pairs.pooling == nil || !training.regularisation.hasTerms else {
      throw InputError(
        method, found: "'structure' or 'distillation' for frames", expected: "neither of them",
        advice: "Put the method under the other 'alignments', which see whole clips.")
    }
    // One thread of BLAS for each product, so that the same bits come out everywhere.
    let (model, report) = try BLASLibrary.withSerialCalls { _ in try fit(pairs) }
    let heads = model.heads.map(\.asDouble)
    let readout = try loss.readout { zip(heads, pairs.views).map { $0($1.asDouble) } }
    return LearnedAlignment(
      modalities: pairs.modalities, training: report, heads: heads, readout: readout, offsets: pairs.offsets,
      factors: pairs.factors)
  }

  /// Chooses epochs and restart by held-out pairs, where there are enough of them, and trains.
  private func fit(_ pairs: StandardisedPairs) throws -> (model: PairModel<Float>, report: TrainingReport) {
    let frames = pairs.frames
    let places = HeldOutFolds.places(of: pairs.count, training, seed: seed)
    let folds = try places.map { try HeldOutFold(pairs, heldOut: $0) }
    var chosen: (curve: HeldOutCurve, restart: Int)?
    for restart in 0..<(folds.isEmpty ? 0 : training.restarts) {
      let curve = try curve(folds, frames: frames, restart: restart)
      if chosen.map({ $0.curve.reached < curve.reached }) ?? true { chosen = (curve, restart) }
    }
    // Without a refit the pairs that the first fold holds out stay out.
    let columns = training.refit ? nil : places.first.map { pairs.columns(keptWithout: $0).kept }
    func kept<S>(_ views: [Matrix<S>]) -> [Matrix<S>] {
      columns.map { columns in views.map { $0.selectingColumns(columns) } } ?? views
    }
    var run = run(kept(pairs.views), geometry: kept(pairs.geometry), frames: frames, restart: chosen?.restart ?? 0)
    let epochs = chosen?.curve.epoch ?? training.epochs
    for _ in 0..<epochs { try run.takeEpoch() }
    let report = TrainingReport(
      losses: run.losses, heldOut: chosen?.curve, epochs: epochs, scheduled: training.epochs,
      restart: chosen?.restart ?? 0,
      temperature: loss.start.isEmpty ? nil : exp(Double(run.model.scalars[0, 0])))
    return (run.model, report)
  }

  /// Trains on what each fold keeps, all folds side by side from the same weights. It ends when the
  /// schedule is done or, for `patience` epochs, every epoch has been clearly worse than the best.
  private func curve(_ folds: [HeldOutFold], frames: Int, restart: Int) throws -> HeldOutCurve {
    var runs = folds.map { run($0.kept, geometry: $0.geometry, frames: frames, restart: restart) }
    func ranks() throws -> [Double] {
      try zip(runs, folds).flatMap { try $0.retrieval($1.heldOut).reciprocalRanks }
    }
    let candidates = HeldOutFolds.epochs(training)
    var curve = HeldOutCurve(start: try ranks(), folds: folds.count)
    for epoch in 1...training.epochs {
      for place in runs.indices { try runs[place].takeEpoch() }
      guard candidates.contains(epoch) else { continue }
      curve.add(try ranks(), after: epoch)
      if epoch - curve.epoch >= training.patience { break }
    }
    return curve
  }

  private func run(
    _ views: [Matrix<Float>], geometry: @autoclosure () -> [Matrix<Double>], frames: Int, restart: Int
  ) -> PairRun<Loss> {
    PairRun(
      views, geometry: training.regularisation.structure > 0 ? geometry() : [], frames: frames, training: training,
      loss: loss, method: method,
      seed: seed.deriving("restart", "\(restart)"))
  }
}
