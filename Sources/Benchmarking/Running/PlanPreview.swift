/// What a run of a configuration would do: its trials split by split, those that have a record, and what is left out.
public struct PlanPreview: Encodable, Sendable, Equatable {
  /// The trials of one split.
  public struct Part: Encodable, Sendable, Equatable {
    /// How rows get their roles.
    public var `protocol`: String
    /// Which of the protocol's splits.
    public var split: String
    /// The point of an axis, in words; left out at the defaults.
    public var condition: String?
    /// Rows whose source and label are used.
    public var labelled: Int
    /// Rows whose two modalities are seen together.
    public var paired: Int
    /// Rows that are scored.
    public var test: Int
    /// Trials in all.
    public var trials: Int
    /// Trials whose record exists: they are reused.
    public var recorded: Int
    /// Trials whose record says that they failed: they are run again.
    public var failed: Int
    /// Trials that would be run, the failed ones among them.
    public var toRun: Int
  }

  /// The benchmark's name.
  public var benchmark: String
  /// The splits, in the order in which they are run.
  public var parts: [Part]
  /// What of the combinations is left out, and why.
  public var exclusions: [String]
}

extension BenchmarkRunner {
  /// What `run` would do. Nothing is encoded, computed or written.
  /// - Throws: as `run`, for a configuration that cannot be laid out and records that cannot be read.
  public func preview() throws -> PlanPreview {
    let plan = try Plan(configuration, sources: sources)
    let parts = try plan.parts.map { part in
      let records = try part.trials.map { try store.record($0.key) }
      let recorded = records.count { $0 != nil && $0?.error == nil }
      let roles = part.split.roles
      return PlanPreview.Part(
        protocol: part.split.protocolName, split: part.split.name, condition: part.condition.map { "\($0)" },
        labelled: roles.labelled.count,
        paired: roles.paired.count, test: roles.test.count, trials: part.trials.count,
        recorded: recorded, failed: records.count { $0?.error != nil }, toRun: part.trials.count - recorded)
    }
    return PlanPreview(benchmark: configuration.benchmark, parts: parts, exclusions: plan.exclusions)
  }
}
