import Datasets
import FeatureStore
import Foundation
import Records
import Splits

/// What a run of a configuration would do: its trials split by split, those that have a record, the stages that they share,
/// what they would take, and what is left out.
public struct PlanPreview: Encodable, Sendable, Equatable {
  /// The trials of one split.
  public struct Part: Encodable, Sendable, Equatable {
    /// How rows get their roles.
    public var `protocol`: String
    /// Which of the protocol's splits.
    public var split: String
    /// The point of an axis, in words; left out at the defaults.
    public var condition: String?
    /// What is aligned: clips or frames.
    public var level: String
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
    /// Most bytes that the process takes, by estimate: the features with what reducing them takes, or with as many of the
    /// largest trials as run side by side.
    public var memoryBytes: Int?
    /// Seconds of encoding on all cores, by encoding a few recordings; features that an earlier part encodes are not counted again.
    public var encodeSeconds: Double
    /// Bytes of feature files that encoding writes, likewise.
    public var encodeBytes: Int
    /// Seconds of computing for the trials to run without encoding, from records of the same methods; nil where there are none of
    /// some of them.
    public var seconds: Double?
    /// The same by counting operations, where there are no records: right to a small factor at best.
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
  /// How many samples there are of each kind; left out of features that are read or generated as they are.
  public var counts: SampleCounts?
  /// What became of recordings on their way to samples.
  public var preparation: Preparation

  /// Trials that would be run.
  public var toRun: Int { parts.reduce(0) { $0 + $1.toRun } }
  /// The largest of the parts' memory; nil where one is not known.
  public var memoryBytes: Int? {
    let known = parts.filter { $0.toRun > 0 }.compactMap(\.memoryBytes)
    return known.count == parts.count { $0.toRun > 0 } ? known.max() ?? 0 : nil
  }
  /// Seconds of encoding.
  public var encodeSeconds: Double { parts.reduce(0) { $0 + $1.encodeSeconds } }
  /// Bytes of feature files that are written to the cache.
  public var encodeBytes: Int { parts.reduce(0) { $0 + $1.encodeBytes } }
  /// Seconds until a run would be done without encoding, from records where there are any, else by counting operations.
  public var roughSeconds: Double {
    parts.reduce(0) { $0 + ($1.seconds ?? $1.roughSeconds ?? 0) } / Double(max(jobs, 1))
  }
  /// Seconds until a run would be done without encoding, with `jobs` trials side by side; nil where a part's are not known.
  public var seconds: Double? {
    let known = parts.compactMap(\.seconds)
    return known.count == parts.count ? known.reduce(0, +) / Double(max(jobs, 1)) : nil
  }
}

extension BenchmarkRunner {
  /// What `run` would do. Nothing is computed or written; of modalities without features all recordings are read and a few are
  /// encoded, which finds what is wrong with them and tells how much time and space they take.
  /// - Throws: as `run`, for a configuration that cannot be laid out, and recordings that cannot be used, all of them at once.
  public func preview(_ options: RunOptions = RunOptions()) throws -> PlanPreview {
    let plan = try Plan(configuration, sources: sources)
    let recorded = store.recordedKeys()
    let durations = Durations(plan, recorded: recorded, store: store)
    var firstGroup = 0
    var unusable: [String] = []
    var known: Set<String> = []
    let parts = try plan.parts.map { part in
      let groups = TrialGroups(part.trials)
      let wanted = part.trials.indices.filter { place in
        options.shard?.contains(group: firstGroup + groups.places[place]) ?? true
          && options.only.contains(part.trials[place].description)
      }
      firstGroup += groups.count
      let found = try store.find(wanted.map { part.trials[$0].planned }) { $0.error != nil }
      unusable += found.compactMap { $0.unusable?.description }
      return try preview(part, wanted: wanted, options, found: found, durations, encoded: &known)
    }
    return PlanPreview(
      benchmark: configuration.benchmark, jobs: options.jobs, parts: parts, exclusions: plan.exclusions,
      unusable: unusable, counts: counts, preparation: preparation)
  }

  private func preview(
    _ part: SplitPlan, wanted: [Int], _ options: RunOptions, found: [FoundRecord<Bool>], _ durations: Durations,
    encoded: inout Set<String>
  ) throws -> PlanPreview.Part {
    let toRun = zip(wanted, found).filter { _, record in
      guard !options.replacesRecords else { return true }
      return record.content.map { $0 && options.retriesFailed } ?? (record.unusable?.isNewer != true)
    }.map(\.0)
    let roles = part.split.roles
    let dimensions = try part.source.modalities.map { try part.source.dimension(of: $0, for: part.split) }
    let needsFeatures = !toRun.isEmpty && dimensions.contains(nil)
    let encoding = needsFeatures ? try part.source.encodingEstimates(for: part.split) : []
    let new = encoding.filter { encoded.insert($0.file).inserted }
    let expected =
      needsFeatures ? try part.source.modalities.map { try part.source.expectedDimension(of: $0, for: part.split) } : []
    let sizes = needsFeatures ? expected : dimensions.compactMap(\.self)
    let trials = toRun.map { part.trials[$0] }
    return PlanPreview.Part(
      protocol: part.split.protocolName, split: part.split.name, condition: part.condition.map { "\($0)" },
      level: part.frames == nil ? "clips" : part.combines ? "clips and frames" : "frames",
      labelled: roles.labelled.count,
      paired: roles.paired.count, test: roles.test.count, trials: wanted.count,
      recorded: found.count { $0.content == false }, failed: found.count { $0.content == true },
      unusable: found.count { $0.unusable != nil }, toRun: toRun.count,
      toEncode: toRun.isEmpty ? 0 : dimensions.count { $0 == nil },
      factorisations: Set(toRun.flatMap { part.trials[$0].stages.factorisations }).count,
      alignments: Set(toRun.flatMap { part.trials[$0].stages.latents }).count,
      memoryBytes: memory(part, trials, sizes, jobs: options.jobs),
      encodeSeconds: new.reduce(0) { $0 + $1.seconds }, encodeBytes: new.reduce(0) { $0 + $1.bytes },
      seconds: durations.seconds(trials.map(\.description)), roughSeconds: roughSeconds(part, trials, sizes))
  }

  private func reduced(_ part: SplitPlan, _ sizes: [Int]) -> [Int] {
    sizes.map { size in
      part.frames == nil
        ? TrialMemory.reduced(size, by: configuration.reduction, pairs: part.split.roles.paired.count) : size
    }
  }

  private func memory(_ part: SplitPlan, _ trials: [Trial], _ sizes: [Int], jobs: Int) -> Int? {
    guard sizes.count == part.source.modalities.count else { return nil }
    guard !trials.isEmpty else { return 0 }
    let reduced = reduced(part, sizes)
    let memory = TrialMemory(
      dimensions: Dictionary(uniqueKeysWithValues: zip(part.source.modalities, reduced)), roles: part.split.roles)
    let largest = trials.map { memory.bytes(of: $0) }.sorted(by: >).prefix(jobs).reduce(0, +)
    return TrialMemory.bytes(
      features: sizes, reduced: reduced, samples: part.source.samples.count, trials: largest)
  }

  private func roughSeconds(_ part: SplitPlan, _ trials: [Trial], _ sizes: [Int]) -> Double? {
    guard sizes.count == part.source.modalities.count else { return nil }
    let time = TrialTime(
      dimensions: Dictionary(uniqueKeysWithValues: zip(part.source.modalities, reduced(part, sizes))),
      roles: part.split.roles)
    return time.seconds(of: trials)
  }
}

/// How long trials took, by what they run: what the time of others is estimated by.
private struct Durations {
  /// Mean seconds by alignment, classifier and decoding.
  private var seconds: [[TrialDescription.Choice?]: Double] = [:]
  /// Records that are looked at for each pipeline.
  private static let limit = 3

  init(_ plan: Plan, recorded: Set<String>, store: RecordStore) {
    var found: [[TrialDescription.Choice?]: [Double]] = [:]
    for trial in plan.parts.lazy.flatMap(\.trials) where recorded.contains(trial.key) {
      let kind = Self.kind(trial.description)
      guard found[kind, default: []].count < Self.limit,
        let record = try? store.record(trial.key, as: DurationPart.self), record.error == nil
      else { continue }
      found[kind, default: []].append(record.run.seconds)
    }
    seconds = found.mapValues { $0.reduce(0, +) / Double($0.count) }
  }

  /// Seconds of all trials one after another; nil where some kind was never recorded.
  func seconds(_ trials: [TrialDescription]) -> Double? {
    var sum = 0.0
    guard trials.isEmpty || !seconds.isEmpty else { return nil }
    for trial in trials {
      guard let own = seconds[Self.kind(trial)] else { return nil }
      sum += own
    }
    return sum
  }

  private static func kind(_ trial: TrialDescription) -> [TrialDescription.Choice?] {
    [trial.alignment, trial.classifier, trial.decoding]
  }
}

/// The time that a trial took.
private struct DurationPart: RecordPart {
  struct Times: Decodable { var seconds: Double }
  var schema: String
  var key: String
  var error: String?
  var run: Times
  var fault: String? { nil }
}
