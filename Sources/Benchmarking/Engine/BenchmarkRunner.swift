import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Logging
import Randomness
import Records
import Splits

/// Runs what a configuration asks for and leaves one record a trial.
///
/// Records that exist are kept; the rest is computed split by split, so that a split's features are in memory once.
/// Trials of a split run side by side with single-threaded BLAS inside, which makes a result independent of the number of
/// cores, of their order and of who runs them.
public struct BenchmarkRunner: Sendable {
  /// What to run.
  public let configuration: BenchmarkConfiguration
  /// Where the records go.
  public let store: RecordStore
  /// Where the features of each level come from: one source, or one for each value of a sweep.
  let sources: [[any FeatureSource]]
  /// What is in no sample, one by one.
  public private(set) var skipped: [SkippedFile] = []
  /// What became of recordings on their way to samples.
  public private(set) var preparation = Preparation()
  /// How many samples there are of each kind; nil where features are read or generated as they are.
  public private(set) var counts: SampleCounts?
  private let cache: URL
  private let provenance: Provenance
  private let logger = Logger(label: "hartransfer.run")

  /// What a run did.
  public struct Summary: Sendable, Equatable {
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

    /// Whether every trial that was asked for has a result.
    public var isComplete: Bool { failedBefore == 0 && failed == 0 && left == 0 && newer == 0 }
  }

  /// Finds the data and prepares the run; nothing is computed yet.
  /// - Parameters:
  ///   - results: the folder that holds a folder for each benchmark.
  ///   - cache: the folder of feature files.
  ///   - data: the folder of the data set's files, where it is not in the usual places.
  ///   - datasets: the folder of manifests, where it is not in the usual places.
  ///   - skipBad: leave out samples whose files cannot be read, and list them, instead of stopping.
  ///   - cacheLimit: bytes that the feature files of `cache` may take together; nil for no limit.
  /// - Throws: `InputError` where the data are missing.
  public init(
    _ configuration: BenchmarkConfiguration, results: URL, cache: URL, data: URL? = nil, datasets: URL? = nil,
    skipBad: Bool = false, cacheLimit: Int? = nil
  ) throws {
    BLASLibrary.setThreads(1)
    self.configuration = configuration
    self.cache = cache
    store = RecordStore(folder: try results.file(named: configuration.benchmark, place: "benchmark"))
    let seed = Seed(base: configuration.seed)
    let limit = cacheLimit.map { FeatureCacheLimit(bytes: $0) }
    switch configuration.dataset {
    case .recordings(let id):
      let entry = try DatasetCatalogue.locate(option: datasets).entry(id)
      if entry.manifest.features != nil, let name = configuration.levels.flatMap(\.encoders.keys).min() {
        throw InputError(
          "encoders", found: "an encoder for '\(name)'", expected: "none: the manifest of '\(id)' maps features",
          advice: "Take 'encoders' out of the configuration.")
      }
      if let mapped = try entry.features(data: data) {
        skipped = mapped.skipped
        preparation = Preparation(leftOut: LeftOut.grouping(skipped))
        counts = SampleCounts(of: mapped.set)
        sources = ClipsAndFrames.adding(
          to: try configuration.levels.map { [try StoredFeatures(mapped: mapped).form(of: $0)] }, configuration)
        break
      }
      let wanted = Set(configuration.levels.flatMap(\.encoders.keys)).sorted()
      let recordings = try entry.open(data: data, skipBad: skipBad, using: wanted.isEmpty ? nil : wanted)
      skipped = recordings.skipped
      preparation = recordings.preparation
      counts = SampleCounts(of: recordings.samples, having: recordings.modalities)
      sources = ClipsAndFrames.adding(
        to: try configuration.levels.filter(\.combinations.isEmpty).map { level in
          [
            try EncodedRecordings(
              recordings: recordings, chains: level.encoders, seed: seed.deriving("encoders"), cache: cache,
              limit: limit)
          ]
        }, configuration)
    case .features(let files):
      let stored = try StoredFeatures(files: files.map { URL(fileURLWithPath: $0) })
      sources = ClipsAndFrames.adding(
        to: try configuration.levels.map { [try stored.form(of: $0)] }, configuration)
    case .synthetic(let sweep):
      let generated = try sweep.datasets.map {
        try StoredFeatures(synthetic: $0, seed: seed.deriving("synthetic"))
      }
      sources = try configuration.levels.map { level in try generated.map { try $0.form(of: level) } }
    }
    provenance = Provenance.current()
    for line in preparation.lines {
      logger.log(level: line.isWarning ? .warning : .info, "\(line.text)")
    }
  }

  /// Runs what is missing.
  ///
  /// A trial that fails leaves a record with its error and does not stop the others. Several processes may work on one
  /// results folder, whichever parts of the plan they take: a trial is run by one of them.
  /// - Parameter stop: ends the run early when it is asked to; what was finished is kept.
  public func run(
    _ options: RunOptions = RunOptions(), stop: StopSignal = StopSignal(), progress: ProgressHandler? = nil
  ) throws -> Summary {
    let plan = try Plan(configuration, sources: sources)
    for exclusion in plan.exclusions { logger.info("left out: \(exclusion)") }
    try store.prepare()
    AtomicFile.removeLeftovers(in: cache)
    try store.writePlan(PlanFile(plan.parts.lazy.flatMap(\.trials).map(\.planned)))
    let claims = try store.claims()
    var summary = Summary()
    var partData = SplitDataCache()
    let givenUp = GivenUpTrials()
    var firstGroup = 0
    for part in plan.parts {
      let groups = TrialGroups(part.trials)
      let wanted = part.trials.indices.filter { place in
        options.shard?.contains(group: firstGroup + groups.places[place]) ?? true
          && options.only.contains(part.trials[place].description)
      }
      firstGroup += groups.count
      let work = try SplitRun(part, groups, wanted: wanted, options: options, store: store, claims: claims)
      summary.planned += wanted.count
      summary.reused += work.reused
      summary.failedBefore += work.failedBefore
      for record in work.unusable { logger.warning("\(record)") }
      summary.damaged += work.unusable.count { !$0.isNewer }
      summary.newer += work.unusable.count { $0.isNewer }
      guard !work.missing.isEmpty else { continue }
      guard !stop.isRequested, !(options.failsFast && summary.failed > 0) else {
        summary.left += work.missing.count
        continue
      }
      for note in part.split.notes { logger.info("\(part.split.protocolName), \(part.split.name): \(note)") }
      let data = try partData.data(of: part) { try splitData($0, progress: progress) }
      let tally = try work.run(
        on: data, builder: TrialRecorder(provenance: provenance, preparation: preparation), stop: stop,
        givenUp: givenUp,
        progress: progress)
      summary.computed += tally.computed
      summary.failed += tally.failed
      summary.madeElsewhere += tally.madeElsewhere
      summary.left += tally.left
    }
    summary.abandoned = givenUp.count
    return summary
  }

  /// Writes the features of every split to `folder`, one file a split with all modalities, and gives the files.
  ///
  /// Where no encoder learns, all splits share one file, `<dataset>.h5`.
  public func writeFeatures(to folder: URL, progress: ProgressHandler? = nil) throws -> [URL] {
    guard let level = sources.first, let source = level.first, level.count == 1 else {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "a sweep over \(sources.first?.count ?? 0) data sets",
        expected: "one data set", advice: "Write a file for each value with 'hartransfer synthetic'.")
    }
    // The name stands in files of others.
    let dataset = try FileName.checked(
      source.dataset, place: "the name of the data set (attribute 'dataset' of a feature file)")
    var files: [URL] = []
    let parts = try Plan(configuration, sources: [level]).parts
    for split in parts.filter({ $0.condition == nil }).map(\.split) {
      let parts = try zip(sources, configuration.levels).filter(\.1.combinations.isEmpty).map {
        try $0.0[0].features(for: split, progress: progress)
      }
      let features = try FeatureSet.joining(parts, place: source.dataset)
      let isFitted = features.all.contains { $0.fittedOn != nil }
      let name = isFitted ? "\(dataset)-\(split.protocolName)-\(split.name)" : dataset
      let file = try folder.file(named: name, ending: ".h5", place: "the name of the features")
      try refuseOverwriting(file)
      try FeatureFile.write(features, to: file)
      files.append(file)
      if !isFitted { break }
    }
    return files
  }

  /// What is read is not written over.
  private func refuseOverwriting(_ file: URL) throws {
    guard case .features(let files) = configuration.dataset else { return }
    let paths = files.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard paths.contains(file.resolvingSymlinksInPath().path) else { return }
    throw InputError(
      file.path, found: "a file of the features that are read", expected: "another place to write to",
      advice: "Name another folder with -o.")
  }

  private func splitData(_ part: SplitPlan, progress: ProgressHandler?) throws -> SplitData {
    let split = part.split
    let features = try part.source.features(for: split, progress: progress)
    for modality in features.all {
      guard let ids = modality.fittedOn else { continue }
      try split.checkFitted(on: ids, samples: features.samples, place: "features of \(modality.name)")
    }
    let again = { @Sendable in try part.source.features(for: split, progress: nil) }
    guard let frames = part.frames else {
      return try SplitData(features, split: split, reduction: configuration.reduction, again: again)
    }
    let data = try SplitData(features, split: split, frames: frames, again: again)
    guard part.combines else { return data }
    return try SplitData(
      features, split: split, reduction: configuration.reduction, companion: data, again: again)
  }
}
