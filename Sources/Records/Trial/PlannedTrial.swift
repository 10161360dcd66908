/// One trial of a plan.
public struct PlannedTrial: Sendable, Equatable {
  /// The record's key.
  public var key: String
  /// What is run.
  public var trial: TrialDescription

  public init(key: String, trial: TrialDescription) {
    self.key = key
    self.trial = trial
  }
}

/// All trials of a plan that differ in the split alone: one row of a table.
public struct PlannedRow: Sendable, Equatable {
  /// What is run, without the split.
  public var trial: TrialDescription
  /// The records' keys, split by split.
  public var keys: [String]
  public var splits: [String]

  public var planned: [PlannedTrial] {
    zip(keys, splits).map { key, split in
      var trial = trial
      trial.split = split
      return PlannedTrial(key: key, trial: trial)
    }
  }
}
