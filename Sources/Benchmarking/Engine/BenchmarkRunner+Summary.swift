extension BenchmarkRunner {
  /// What a run did.
  public struct Summary: Sendable, Equatable, Codable {
    /// Trials of the plan, or of the part of it that was asked for.
    public var planned = 0
    /// Trials whose record existed.
    public var reused = 0
    /// Trials whose record existed and says that they failed; they were not run again.
    public var failedBefore = 0
    /// Trials that were run.
    public var computed = 0
    /// Trials that failed, among those that were run.
    public var failed = 0
    /// Records that were damaged or of another trial, so that theirs was run again.
    public var damaged = 0
    /// Records of a newer version, which are kept and count as missing.
    public var newer = 0
    /// Trials that another process ran in the meantime.
    public var madeElsewhere = 0
    /// Trials that were not run because the run was ended early.
    public var left = 0
    /// Threads that still work on trials that were given up; they end with the process.
    public var abandoned = 0
    /// The keys of the trials that were settled, where the run is to go on in a new process
    /// (`RunOptions.handsOver`); nil where it is at its end.
    public var settled: Set<String>?

    /// Whether every trial that was asked for has a result.
    public var isComplete: Bool { failedBefore == 0 && failed == 0 && isRecorded }
    /// Whether every trial that was asked for has a record, of a failure or of a result.
    public var isRecorded: Bool { left == 0 && newer == 0 }

    /// Nothing.
    public init() {}

    /// Adds what another process did with another part of the plan.
    public static func += (sum: inout Summary, other: Summary) {
      sum.planned += other.planned
      sum.reused += other.reused
      sum.failedBefore += other.failedBefore
      sum.computed += other.computed
      sum.failed += other.failed
      sum.damaged += other.damaged
      sum.newer += other.newer
      sum.madeElsewhere += other.madeElsewhere
      sum.left += other.left
      sum.abandoned += other.abandoned
    }
  }
}
