import Records

/// What is told while work goes on.
public enum ProgressEvent: Sendable {
  /// Some of the steps of a stage are done.
  case stage(String, done: Int, total: Int)
  /// A run begins, of so many trials; what has a record is among them.
  case begins(trials: Int)
  /// A trial of the run has a result.
  case ended(EndedTrial)

  /// A trial that has a result.
  public struct EndedTrial: Sendable {
    /// What was run.
    public let trial: TrialDescription
    /// Nil where it failed.
    public let accuracy: Double?
    /// Whether its record was there before, or another process made it.
    public let isReused: Bool

    public init(trial: TrialDescription, accuracy: Double?, isReused: Bool) {
      self.trial = trial
      self.accuracy = accuracy
      self.isReused = isReused
    }
  }
}

/// Called as work goes on, from any thread.
public typealias ProgressHandler = @Sendable (ProgressEvent) -> Void
