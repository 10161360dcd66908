import Datasets
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Logging
import Metrics
import Parallelism
import Randomness
import Splits
import Synchronization

/// Runs what a configuration asks for and leaves one record a trial.
///
/// Records that exist are kept; the rest is computed split by split, so that a split's features are in memory once.
/// Trials of a split run side by side with single-threaded BLAS inside, which makes a result independent of the number of cores.
public struct BenchmarkRunner: Sendable {
  /// What to run.
  public let configuration: BenchmarkConfiguration
  /// Where the records go.
  public let store: RecordStore
  /// Where the features come from: one source, or one for each value of a sweep.
  let sources: [any FeatureSource]
  private let provenance: Provenance
  private let logger = Logger(label: "hartransfer.run")

  /// What a run did.
  public struct Summary: Sendable, Equatable {
    /// Trials of the plan.
    public var planned = 0
    /// Trials whose record existed.
    public var reused = 0
    /// Trials that were run.
    public var computed = 0
    /// Trials that failed, among those that were run.
    public var failed = 0
  }

  /// Finds the data and prepares the run; nothing is computed yet.
  /// - Parameters:
  ///   - results: the folder that holds a folder for each benchmark.
  ///   - cache: the folder of feature files.
  ///   - data: the folder of the data set's files, where it is not in the usual places.
  ///   - datasets: the folder of manifests, where it is not in the usual places.
  ///   - skipBad: leave out samples whose files cannot be read, and list them, instead of stopping.
  /// - Throws: `InputError` where the data are missing.
  public init(
    _ configuration: BenchmarkConfiguration, results: URL, cache: URL, data: URL? = nil, datasets: URL? = nil,
    skipBad: Bool = false
  ) throws {
    BLASLibrary.setThreads(1)
    self.configuration = configuration
    store = RecordStore(folder: results.appendingPathComponent(configuration.benchmark))
    let seed = Seed(base: configuration.seed)
    switch configuration.dataset {
    case .recordings(let id):
      let entry = try DatasetCatalogue.locate(option: datasets).entry(id)
      if entry.manifest.features != nil, let name = configuration.encoders.keys.min() {
        throw InputError(
          "encoders", found: "an encoder for '\(name)'", expected: "none: the manifest of '\(id)' maps features",
          advice: "Take 'encoders' out of the configuration.")
      }
      if let mapped = try entry.features(data: data) {
        for sample in mapped.dropped { logger.warning("left out: \(sample), which one modality lacks") }
        sources = [StoredFeatures(mapped: mapped)]
        break
      }
      let recordings = try entry.open(data: data, skipBad: skipBad)
      for skipped in recordings.skipped { logger.warning("left out: \(skipped.file): \(skipped.reason)") }
      sources = [
        try EncodedRecordings(
          recordings: recordings, chains: configuration.encoders, seed: seed.deriving("encoders"), cache: cache)
      ]
    case .features(let files): sources = [try StoredFeatures(files: files.map { URL(fileURLWithPath: $0) })]
    case .synthetic(let sweep):
      sources = try sweep.datasets.map { try StoredFeatures(synthetic: $0, seed: seed.deriving("synthetic")) }
    }
    provenance = Provenance.current()
  }

  /// Runs what is missing.
  ///
  /// A trial that fails leaves a record with its error and does not stop the others; it is run again next time.
  public func run(progress: ProgressHandler? = nil) throws -> Summary {
    let plan = try Plan(configuration, sources: sources)
    for exclusion in plan.exclusions { logger.info("left out: \(exclusion)") }
    try store.writePlan(plan.trials.map { .init(key: $0.key, trial: $0.description) })
    var summary = Summary(planned: plan.trials.count)
    var partData = PartData()
    for part in plan.parts {
      let missing = try part.trials.filter { trial in
        guard let record = try store.record(trial.key) else { return true }
        return record.error != nil
      }.interleaved
      summary.reused += part.trials.count - missing.count
      guard !missing.isEmpty else { continue }
      for note in part.split.notes { logger.info("\(part.split.protocolName), \(part.split.name): \(note)") }
      let data = try partData.data(of: part) { try splitData($0, progress: progress) }
      let stage = "trials \(part.split.name)" + (part.condition.map { ", \($0)" } ?? "")
      let done = StepCounter()
      let failures = try concurrentMap(missing.count) { place in
        let record = record(of: missing[place], data: data)
        try store.write(record)
        progress?(stage, done.next(), missing.count)
        return record.error != nil
      }
      summary.computed += missing.count
      summary.failed += failures.count { $0 }
    }
    return summary
  }

  /// Writes the features of every split to `folder`, one file a split with all modalities, and gives the files.
  ///
  /// Where no encoder learns, all splits share one file, `<dataset>.h5`.
  public func writeFeatures(to folder: URL, progress: ProgressHandler? = nil) throws -> [URL] {
    guard let source = sources.first, sources.count == 1 else {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "a sweep over \(sources.count) data sets",
        expected: "one data set", advice: "Write a file for each value with 'hartransfer synthetic'.")
    }
    var files: [URL] = []
    for split in try Plan(configuration, sources: sources).parts.filter({ $0.condition == nil }).map(\.split) {
      let features = try source.features(for: split, progress: progress)
      let isFitted = features.modalities.contains { $0.fittedOn != nil }
      let name = isFitted ? "\(source.dataset)-\(split.protocolName)-\(split.name)" : source.dataset
      let file = folder.appendingPathComponent(name + ".h5")
      try FeatureFile.write(features, to: file)
      files.append(file)
      if !isFitted { break }
    }
    return files
  }

  private func splitData(_ part: Plan.Part, progress: ProgressHandler?) throws -> SplitData {
    let split = part.split
    let features = try part.source.features(for: split, progress: progress)
    for modality in features.modalities {
      guard let ids = modality.fittedOn else { continue }
      try split.checkFitted(on: ids, samples: features.samples, place: "features of \(modality.name)")
    }
    return try SplitData(features, split: split, reduction: configuration.reduction)
  }

  private func record(of trial: Trial, data: SplitData) -> Record {
    let startedAt = Date().formatted(.iso8601)
    let (result, seconds) = timed { Result { try TrialRun(trial: trial, data: data)() } }
    var error: String?
    var outcome = TrialOutcome()
    switch result {
    case .success(let value): outcome = value
    case .failure(let failure):
      error = "\(failure)"
      logger.warning(
        "\(trial.description.alignment.name), \(trial.direction.source) -> \(trial.direction.target): \(failure)")
    }
    let samples = data.samples
    let test = outcome.rows
    let scored = Set(test)
    let left = error == nil ? data.split.roles.test.filter { !scored.contains($0) } : []
    let truth = test.map { samples.labels[$0] }
    return Record(
      schema: Record.currentSchema, key: trial.key, trial: trial.description, data: trial.checksums,
      classNames: samples.classNames, roles: data.split.roles, candidateClasses: data.split.candidateClasses,
      error: error, unscored: left.isEmpty ? nil : left.map { samples.ids[$0] },
      predictions: outcome.predicted.map {
        .init(
          ids: test.map { samples.ids[$0] }, subjects: test.map { samples.subjects[$0] }, truth: truth, predicted: $0,
          latentDistances: outcome.latentDistances)
      },
      confusion: outcome.predicted.map {
        ConfusionMatrix(truth: truth, predictions: $0, classCount: samples.classNames.count)
      },
      scores: outcome.scores, selection: outcome.selection, latent: outcome.latent, provenance: provenance,
      run: .init(
        startedAt: startedAt, fitSeconds: outcome.fitSeconds, selectionSeconds: outcome.selectionSeconds,
        seconds: seconds))
  }
}

extension [Trial] {
  /// Trials of one method apart from one another: those that run side by side then seldom wait for what they share.
  fileprivate var interleaved: [Trial] {
    var turns: [String: Int] = [:]
    let turned = map { trial in
      let name = "\(trial.direction) \(trial.description.alignment)"
      defer { turns[name, default: 0] += 1 }
      return (trial, turn: turns[name, default: 0])
    }
    let last = turns.values.max() ?? 0
    return (0...last).flatMap { turn in turned.filter { $0.turn == turn }.map(\.0) }
  }
}

/// Counts steps from several threads.
private final class StepCounter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
