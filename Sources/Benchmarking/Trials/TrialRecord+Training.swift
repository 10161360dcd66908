import Alignment
import Records

extension TrialRecord.Training {
  init(_ report: TrainingReport) {
    self.init(
      epochs: report.epochs, scheduled: report.scheduled, restart: report.restart,
      heldOut: report.heldOut.map { curve in
        HeldOut(
          folds: curve.folds, count: curve.count, epochs: curve.epochs,
          meanReciprocalRank: curve.meanReciprocalRanks.map { ($0 * 1e4).rounded() / 1e4 },
          isBetterThanStart: curve.isBetterThanStart)
      })
  }
}
