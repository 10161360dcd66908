import Datasets
import FeatureStore
import Foundation
import Records
import Splits

/// What a run of a configuration would do: its trials split by split, those that have a record, the
/// stages that they share, what they would take, and what is left out.
public struct PlanPreview: Encodable, Sendable, Equatable {
  /// The trials of one split.
  public struct Part: Encodable, Sendable, Equatable {
    /// How rows get their roles.
    public var `protocol`: String
    /// Which of the protocol's splits.
    public var split: String
    /// The data set that the pairs are from; left out where they are the data set's own.
    public var pairs: String?
    /// The point of an axis, in words; left out at the defaults.
    public var condition: String?
    /// Which of several runs with other seeds; left out of the first.
    public var repetition: Int?
    /// What the trials look at.
    public var level: Level
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
    /// Trials whose record says that they failed: they are run again where that is asked for.
    public var failed: Int
    /// Records that cannot be used: their trials are run again, but for those of a newer version.
    public var unusable: Int
    /// Trials that would be run.
    public var toRun: Int
    /// Modalities whose features would have to be encoded.
    public var toEncode: Int
    /// Factorisations that the trials to run share.
    public var factorisations: Int
    /// Fitted alignments that the trials to run share.
    public var alignments: Int
    /// Most bytes that the process takes, by estimate: the features with what reducing them takes,
    /// or with as many of the largest trials as run side by side.
    public var memoryBytes: Int?
    /// Trials that by estimate take more memory than there is: their records will say so. Left out
    /// where there are none.
    public var tooLarge: Int?
    /// Seconds of encoding on all cores, by encoding a few recordings; features that an earlier
    /// part encodes are not counted again.
    public var encodeSeconds: Double
    /// Bytes of feature files that encoding writes, likewise.
    public var encodeBytes: Int
    /// Seconds of computing for the trials to run without encoding, from records of the same
    /// methods; nil where there are none of some of them.
    public var seconds: Double?
    /// The same by counting operations, where there are no records: right to a small factor at
    /// best.
    public var roughSeconds: Double?
  }

  /// The benchmark's name.
  public var benchmark: String
  /// Trials that run side by side in the estimates.
  public var jobs: Int
  /// The splits, in the order in which they are run.
  public var parts: [Part]
  /// What of the combinations is left out, and why.
  public var exclusions: [String]
  /// Records that cannot be used, and why.
  public var unusable: [String]
  /// How many samples there are of each kind; left out of features that are read or generated as
  /// they are.
  public var counts: SampleCounts?
  /// What became of recordings on their way to samples.
  public var preparation: Preparation
  /// The chains that modalities got from included files, or by their roles; nil where there are
  /// none.
  public var encoders: [EncoderUse]?
  /// What of the features is chosen at run time, a line a direction; nil where nothing is.
  public var choices: [String]?
  /// What is to be said of pairs of other data sets; nil where pairs are the data set's own.
  public var pairs: [String]?
  /// What retrieval and neighbours cost; nil where no split has many test rows.
  public var metrics: PairwiseMetrics?

  /// How often trials that draw numbers are run; nil where that is once.
  public var repetitions: Int? { parts.compactMap(\.repetition).max() }
  /// Trials of the first repetition that draw nothing, and are in no other.
  public var computedOnce: Int {
    parts.reduce(0) { $0 + ($1.repetition == nil ? $1.trials : $1.repetition == 2 ? -$1.trials : 0) }
  }
  /// Trials that would be run.
  public var toRun: Int { parts.reduce(0) { $0 + $1.toRun } }
  /// The largest of the parts' memory; nil where one is not known.
  public var memoryBytes: Int? {
    let known = parts.filter { $0.toRun > 0 }.compactMap(\.memoryBytes)
    return known.count == parts.count { $0.toRun > 0 } ? known.max() ?? 0 : nil
  }
  /// Trials that by estimate take more memory than there is.
  public var tooLarge: Int { parts.reduce(0) { $0 + ($1.tooLarge ?? 0) } }
  /// Seconds of encoding.
  public var encodeSeconds: Double { parts.reduce(0) { $0 + $1.encodeSeconds } }
  /// Bytes of feature files that are written to the cache.
  public var encodeBytes: Int { parts.reduce(0) { $0 + $1.encodeBytes } }
  /// Seconds until a run would be done without encoding, from records where there are any, else by
  /// counting operations.
  public var roughSeconds: Double {
    parts.reduce(0) { $0 + ($1.seconds ?? $1.roughSeconds ?? 0) } / Double(max(jobs, 1))
  }
  /// Seconds until a run would be done without encoding, with `jobs` trials side by side; nil where
  /// a part's are not known.
  public var seconds: Double? {
    let known = parts.compactMap(\.seconds)
    return known.count == parts.count ? known.reduce(0, +) / Double(max(jobs, 1)) : nil
  }
}

/// A trial of a plan, with the persons of the rows that it is scored on.
public struct PlannedTest: Sendable, Equatable {
  public let trial: TrialDescription
  /// The person of each test row; rows that lack a modality are among them.
  public let subjects: [Int]
}

extension BenchmarkRunner {
  /// The trials that `run` would score, recorded ones too, with whom they are tested on.
  /// - Throws: as `run`, for a configuration that cannot be laid out.
  public func plannedTests(_ options: RunOptions = RunOptions()) throws -> [PlannedTest] {
    try Plan(configuration, sources: sources).units.flatMap { unit in
      unit.wanted(options).map { place in
        let (part, trial) = unit.trials[place]
        let split = unit.parts[part]
        return PlannedTest(
          trial: trial.description, subjects: split.split.roles.test.map { split.source.samples.subjects[$0] })
      }
    }
  }

  /// What `run` would do. Nothing is computed or written; of modalities without features all
  /// recordings are read and a few are encoded, which finds what is wrong with them and tells how
  /// much time and space they take.
  /// - Throws: as `run`, for a configuration that cannot be laid out, and recordings that cannot be
  ///   used, all of them at once.
  public func preview(_ options: RunOptions = RunOptions()) throws -> PlanPreview {
    let plan = try Plan(configuration, sources: sources)
    return try preview(plan, options, Durations(plan, recorded: store.recordedKeys(), store: store))
  }

  /// What `run` would do with each of `count` shards, in their order. The plan is laid out once.
  /// - Throws: as `preview`.
  public func previews(ofShards count: Int, _ options: RunOptions = RunOptions()) throws -> [PlanPreview] {
    let plan = try Plan(configuration, sources: sources)
    let durations = Durations(plan, recorded: store.recordedKeys(), store: store)
    return try Shard.all(of: count).map { shard in
      var part = options
      part.shard = shard
      return try preview(plan, part, durations)
    }
  }

  private func preview(_ plan: Plan, _ options: RunOptions, _ durations: Durations) throws -> PlanPreview {
    var unusable: [String] = []
    var known: Set<String> = []
    let parts = try plan.units.flatMap { unit in
      let wanted = Dictionary(grouping: unit.wanted(options).map { unit.trials[$0] }, by: \.part)
      let all = unit.parts.indices.map { wanted[$0, default: []].map(\.trial) }
      return try zip(unit.parts, all).map { part, trials in
        let found = try store.find(trials.map(\.planned)) { $0.error != nil }
        unusable += found.compactMap { $0.unusable?.description }
        return try preview(part, wanted: trials, besides: all, options, found: found, durations, encoded: &known)
      }
    }
    return PlanPreview(
      benchmark: configuration.benchmark, jobs: options.jobs, parts: parts,
      exclusions: plan.exclusions + droppedEncoders,
      unusable: unusable, counts: counts, preparation: preparation, encoders: encoders.isEmpty ? nil : encoders,
      choices: choices.isEmpty ? nil : choices,
      pairs: pairsOfOtherDatasets.isEmpty ? nil : pairsOfOtherDatasets,
      metrics: PairwiseMetrics(configuration.metrics, of: parts.map { ($0.test, $0.alignments) }))
  }

  /// What of the features is chosen at run time.
  private var choices: [String] { sources.joined().compactMap { ($0 as? OpenFeatures)?.description }.distinct }

  private func preview(
    _ part: SplitPlan, wanted: [Trial], besides all: [[Trial]], _ options: RunOptions, found: [FoundRecord<Bool>],
    _ durations: Durations, encoded: inout Set<String>
  ) throws -> PlanPreview.Part {
    let trials = zip(wanted, found).filter { _, record in
      guard !options.replacesRecords else { return true }
      return record.content.map { $0 && options.retriesFailed } ?? (record.unusable?.isNewer != true)
    }.map(\.0)
    let roles = part.split.roles
    let dimensions = try part.source.modalities.map { try part.source.dimension(of: $0, for: part.split) }
    let needsFeatures = !trials.isEmpty && dimensions.contains(nil)
    let encoding = needsFeatures ? try part.source.encodingEstimates(for: part.split) : []
    let new = encoding.filter { encoded.insert($0.file).inserted }
    let expected =
      needsFeatures ? try part.source.modalities.map { try part.source.expectedDimension(of: $0, for: part.split) } : []
    let sizes = needsFeatures ? expected : dimensions.compactMap(\.self)
    return PlanPreview.Part(
      protocol: part.split.protocolName, split: part.split.name, pairs: part.source.foreignPairs?.dataset,
      condition: part.condition.map { "\($0)" },
      repetition: part.repetition > 1 ? part.repetition : nil, level: part.level,
      labelled: roles.labelled.count,
      paired: roles.paired.count, test: roles.test.count, trials: wanted.count,
      recorded: found.count { $0.content == false }, failed: found.count { $0.content == true },
      unusable: found.count { $0.unusable != nil }, toRun: trials.count,
      toEncode: trials.isEmpty ? 0 : dimensions.count { $0 == nil },
      factorisations: Set(trials.flatMap { $0.stages.of(.factorisation) }).count,
      alignments: Set(trials.flatMap { $0.stages.of(.latents) }).count,
      memoryBytes: memory(part, trials, besides: all, sizes, jobs: options.jobs),
      tooLarge: tooLarge(part, trials, sizes, most: options.mostMemory),
      encodeSeconds: new.reduce(0) { $0 + $1.seconds }, encodeBytes: new.reduce(0) { $0 + $1.bytes },
      seconds: durations.seconds(trials.map(\.description)), roughSeconds: roughSeconds(part, trials, sizes))
  }

  private func reduced(_ part: SplitPlan, _ sizes: [Int]) -> [Int] {
    sizes.map { size in
      part.level == .clips
        ? TrialMemory.reduced(size, by: configuration.reduction, pairs: part.split.roles.paired.count) : size
    }
  }

  private func memory(
    _ part: SplitPlan, _ trials: [Trial], besides all: [[Trial]], _ sizes: [Int], jobs: Int
  ) -> Int? {
    guard sizes.count == part.source.modalities.count else { return nil }
    guard !trials.isEmpty else { return 0 }
    let reduced = reduced(part, sizes)
    let memory = trialMemory(part, reduced)
    let largest = trials.map { memory.bytes(of: $0) }.sorted(by: >).prefix(jobs).reduce(0, +)
    let samples = part.source.samples.count
    let folds = all.reduce(0) { $0 + memory.bytes(ofFoldsOf: $1, samples: samples, areFrames: part.frames != nil) }
    return TrialMemory.bytes(features: sizes, reduced: reduced, samples: samples, trials: largest + folds)
  }

  private func trialMemory(_ part: SplitPlan, _ reduced: [Int]) -> TrialMemory {
    TrialMemory(
      dimensions: Dictionary(uniqueKeysWithValues: zip(part.source.modalities, reduced)), roles: part.split.roles)
  }

  private func tooLarge(_ part: SplitPlan, _ trials: [Trial], _ sizes: [Int], most: Int) -> Int? {
    guard sizes.count == part.source.modalities.count else { return nil }
    let memory = trialMemory(part, reduced(part, sizes))
    let count = trials.count { memory.bytes(of: $0) > most }
    return count == 0 ? nil : count
  }

  private func roughSeconds(_ part: SplitPlan, _ trials: [Trial], _ sizes: [Int]) -> Double? {
    guard sizes.count == part.source.modalities.count else { return nil }
    let time = TrialTime(
      dimensions: Dictionary(uniqueKeysWithValues: zip(part.source.modalities, reduced(part, sizes))),
      roles: part.split.roles)
    return time.seconds(of: trials)
  }
}
