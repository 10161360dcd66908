import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Records

extension AlignmentSelector {
  /// The penalty of `calibrated-stacking` for one alignment, chosen on inner folds over the
  /// training rows.
  ///
  /// In each fold the alignment is fitted on the pairs that stay, and the classifier on the
  /// labelled rows that stay. The target's side of the pairs left out is scored against the
  /// teacher's names of their source's side. No label of the target, and no test row, is seen.
  /// Reductions are fitted on the pairs that are left.
  /// - Throws: `InputError` where no fold can be made, or the alignment cannot be fitted on one.
  func calibration(of method: any AlignmentMethod) throws -> TrialRecord.Calibration {
    let (folds, _) = try data.cache.value(data.stages(of: direction).calibrationFolds(classifier)) {
      let paired = try DirectionData(data, direction).pairs
      return try data.refitted(
        on: InnerFolds.generalisedSplits(of: data, pairs: paired, named: try teacherNames(of: paired)))
    }
    let margins = try folds.compactMap { fold in
      try InputError.naming(CalibratedStacking.name) { try self.margins(method, on: fold) }
    }
    guard let choice = PenaltyChoice(margins) else {
      throw InputError(
        "\(CalibratedStacking.name): penalty",
        found: "\(data.split.roles.paired.count) pairs that cannot be divided by subjects and by classes",
        expected: "pairs of two classes or more with some left out", advice: "Write the penalty as a number.")
    }
    return TrialRecord.Calibration(choice, folds: margins.count)
  }

  /// The margins of the fold's test rows; nil where they say nothing.
  private func margins(_ method: some AlignmentMethod, on fold: SplitData) throws -> PenaltyChoice.Fold? {
    let (alignment, _) = try fold.fit(method, direction: direction)
    let rows = try DirectionData(fold, direction)
    let left = rows.matched
    let batch = TestBatch(
      samples: try rows.targetLatents(left, by: alignment), groups: left.map { data.samples.subjects[$0] },
      reference: Matrix(alignment.latentDimension, 0))
    let (classes, scores) = try CalibratedStacking { $0.penalty = .fixed(0) }.scores(
      of: batch, by: learned(alignment, rows), among: fold.split.candidateClasses)
    return PenaltyChoice.Fold(
      scores, classes: classes, paired: fold.split.pairedClasses ?? [], truth: try teacherNames(of: left))
  }
}

extension TrialRecord.Calibration {
  init(_ choice: PenaltyChoice, folds: Int) {
    func accuracies(_ found: PenaltyChoice.Accuracies) -> Accuracies {
      .init(accuracySeen: found.seen, accuracyUnseen: found.unseen, harmonicMean: found.harmonicMean)
    }
    self.init(
      penalty: choice.penalty, folds: folds, reached: accuracies(choice.reached),
      withoutPenalty: accuracies(choice.withoutPenalty))
  }
}
