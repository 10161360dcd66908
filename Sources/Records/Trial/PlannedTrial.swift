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

/// All trials of a plan that differ in split and repetition alone: one row of a table.
public struct PlannedRow: Sendable, Equatable {
  /// What is run, without split and repetition.
  public var trial: TrialDescription
  /// The records' keys, in the order of the plan.
  public var keys: [String]
  /// The split of each.
  public var splits: [String]
  /// The repetition of each, from 1.
  public var repetitions: [Int]

  public var planned: [PlannedTrial] {
    keys.indices.map { place in
      var trial = trial
      trial.split = splits[place]
      trial.repetition = repetitions[place] == 1 ? nil : repetitions[place]
      return PlannedTrial(key: keys[place], trial: trial)
    }
  }
}
