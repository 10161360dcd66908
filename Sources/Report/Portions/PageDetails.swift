import FeatureStore
import Leaderboards
import Records

/// What is known of a row's trials beyond the scores.
struct PageDetails: Encodable, Sendable {
  /// One trial.
  struct Trial: Encodable, Sendable {
    let split: String
    let key: String
    let error: String?
    let accuracy: Double?
    let selection: Selected?
    let calibration: TrialRecord.Calibration?
    let training: [TrialRecord.Training]?
    let tie: TrialRecord.Tie?
    let dimension: Int?
    let sourceRank: Double?
    let targetRank: Double?
    let labelled: Int
    let paired: Int
    let test: Int
    let unscored: Int
    let preparation: Preparation?
    let startedAt: String
    let seconds: Double?
    let fitSeconds: Double?
    let selectionSeconds: Double?
  }

  /// What a split's selection tried, in the order of `candidates`.
  struct Selected: Encodable, Sendable {
    let scores: [Double?]
    let errors: [String?]?
    let chosen: Int?
  }

  let seed: String
  let criterion: String?
  let folds: Int?
  /// What selections chose among; each trial has a score for each.
  let candidates: [JSONValue]?
  let trials: [Trial]
  /// The place in `provenances`.
  let provenance: Int
  let command: String
  let commandNote: String

  init(_ records: [TrialRecord], provenance: Int, command: ReproducingCommand) {
    let trial = records[0].trial
    seed = "\(trial.seed)"
    let selections = records.compactMap(\.selection)
    (criterion, folds) = (selections.first?.criterion, selections.first?.folds)
    let candidates = selections.first?.candidates.map(\.parameters)
    self.candidates = candidates
    trials = records.map { Trial($0, candidates: candidates ?? []) }
    self.provenance = provenance
    (self.command, commandNote) = (command.text, command.note)
  }
}

extension TrialRecord.Selection.Candidate {
  /// What halving did to it.
  fileprivate var leftOut: String? { folds.map { "left out after \($0) \($0 == 1 ? "fold" : "folds")" } }
}

extension PageDetails.Trial {
  fileprivate init(_ record: TrialRecord, candidates: [JSONValue]) {
    (split, key, error) = (record.trial.split, record.key, record.error)
    accuracy = (record.scores["accuracy"] ?? nil)?.shortened()
    selection = record.selection.map { selection in
      let tried = candidates.map { wanted in selection.candidates.first { $0.parameters == wanted } }
      let reasons = tried.map { $0?.error ?? $0?.leftOut }
      return PageDetails.Selected(
        scores: tried.map { $0?.score?.shortened(to: 6) },
        errors: reasons.contains { $0 != nil } ? reasons : nil,
        chosen: candidates.firstIndex(of: selection.chosen))
    }
    (calibration, training, tie) = (record.calibration, record.training, record.latent?.tie)
    dimension = record.latent?.dimension
    sourceRank = record.latent?.sourceEffectiveRank?.shortened(to: 4)
    targetRank = record.latent?.targetEffectiveRank?.shortened(to: 4)
    (labelled, paired) = (record.roles.labelled.count, record.roles.paired.count)
    (test, unscored) = (record.roles.test.count, record.unscored?.count ?? 0)
    preparation = record.preparation
    startedAt = record.run.startedAt
    seconds = record.run.seconds.shortened(to: 4)
    fitSeconds = record.run.fitSeconds?.shortened(to: 4)
    selectionSeconds = record.run.selectionSeconds?.shortened(to: 4)
  }
}
