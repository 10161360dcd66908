import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Logging
import Records

/// Runs what a configuration asks for and leaves one record a trial.
///
/// Records that exist are kept. The rest is computed split by split, so that a split's features are
/// in memory once. Trials of a split run side by side with single-threaded BLAS inside. So a result
/// does not depend on the number of cores, on the order of trials, or on the process that runs
/// them.
public struct BenchmarkRunner: Sendable {
  /// What to run.
  public let configuration: BenchmarkConfiguration
  /// Where the records go.
  public let store: RecordStore
  /// Where the features of each level come from: one source, or one for each value of a sweep.
  let sources: [[any FeatureSource]]
  /// What is in no sample, one by one.
  public let skipped: [SkippedFile]
  /// What became of recordings on their way to samples.
  public let preparation: Preparation
  /// How many samples there are of each kind; nil where features are read or generated as they are.
  public let counts: SampleCounts?
  /// The chains that modalities got from included files, or by their roles.
  public let encoders: [EncoderUse]
  /// Encoders that are not used: included ones for modalities that the data set lacks, and those of
  /// modalities that no direction has.
  public let droppedEncoders: [String]
  /// What is to be said of pairs of other data sets: how many rows, what was converted, what was
  /// left out there.
  public var pairsOfOtherDatasets: [String] { (sources.first ?? []).compactMap(\.foreignPairs).flatMap(\.lines) }
  private let cache: URL
  private let provenance: Provenance
  private let logger = Logger(label: "hartransfer.run")

  /// Finds the data and prepares the run; nothing is computed yet.
  /// - Parameters:
  ///   - configuration: what to run.
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
    let found = try FeatureSources(
      of: configuration, cache: cache, data: data, datasets: datasets, skipBad: skipBad,
      limit: cacheLimit.map { FeatureCacheLimit(bytes: $0) })
    (sources, skipped, preparation, counts) = (found.levels, found.skipped, found.preparation, found.counts)
    (encoders, droppedEncoders) = (found.encoders, found.dropped)
    provenance = Provenance.current()
    for line in preparation.lines {
      logger.log(level: line.isWarning ? .warning : .info, "\(line.text)")
    }
    for line in pairsOfOtherDatasets { logger.info("\(line)") }
  }

  /// What puts down the trials of a unit: with what became of the recordings of its pairs too.
  private func recorder(of unit: PlanUnit, _ options: RunOptions) -> TrialRecorder {
    let pairs = unit.parts.first?.source.foreignPairs
    return TrialRecorder(
      provenance: provenance,
      preparation: pairs.map { preparation.adding($0.preparation, of: $0.dataset) } ?? preparation,
      mostMemory: options.mostMemory)
  }

  /// Runs what is missing.
  ///
  /// A trial that fails leaves a record with its error and does not stop the others. Several
  /// processes may work on one results folder, on any parts of the plan: one of them runs a trial.
  /// - Parameters:
  ///   - options: what of the plan is run, and how.
  ///   - stop: ends the run early when it is asked to; what was finished is kept.
  ///   - progress: is told of every trial.
  public func run(
    _ options: RunOptions = RunOptions(), stop: StopSignal = StopSignal(), progress: ProgressHandler? = nil
  ) throws -> Summary {
    let plan = try Plan(configuration, sources: sources)
    for exclusion in plan.exclusions + droppedEncoders { logger.info("left out: \(exclusion)") }
    try store.prepare()
    AtomicFile.removeLeftovers(in: cache)
    if let files = configuration.files { try store.write(files) }
    try store.writePlan(PlanFile(plan.parts.lazy.flatMap(\.trials).map(\.planned)))
    let claims = try store.claims()
    var summary = Summary(goingOnFrom: options.earlier)
    var partData = SplitDataCache()
    let givenUp = GivenUpTrials()
    let settled = SettledTrials(options.earlier?.settled ?? [])
    var isHandedOver = false
    func isEnding() -> Bool {
      stop.isRequested || isHandedOver || options.failsFast && summary.failed > 0
    }
    func run(_ work: SplitRun, of unit: PlanUnit, leavesClaimed: Bool) throws -> Set<String> {
      guard work.missingCount > 0 else { return [] }
      guard !isEnding() else {
        summary.left += work.missingCount
        return []
      }
      let data = try partData.data(of: work.parts) { try splitData($0, progress: progress) }
      // Without a timeout nothing is handed over, and keys need not be kept.
      let settled = options.timeout == nil ? SettledTrials() : settled
      let tally = try work.run(
        on: data, builder: recorder(of: unit, options), stop: stop, givenUp: givenUp, settled: settled,
        leavesClaimed: leavesClaimed, progress: progress)
      summary.computed += tally.computed
      summary.failed += tally.failed
      summary.madeElsewhere += tally.madeElsewhere
      summary.left += tally.left - tally.claimed
      isHandedOver = isHandedOver || tally.isHandedOver
      return tally.claimed > 0 ? work.missingKeys.subtracting(settled.keys) : []
    }
    var claimed: [(unit: PlanUnit, keys: Set<String>)] = []
    let units = plan.units
    progress?(.begins(trials: units.reduce(0) { $0 + $1.wanted(options).count }))
    for unit in units {
      let work = try SplitRun(unit, options: options, store: store, claims: claims)
      summary.planned += work.planned
      summary.reused += work.reused
      summary.failedBefore += work.failedBefore
      for ended in work.kept { progress?(.ended(ended)) }
      logger.debug("\(unit.name): \(work.planned) trials, \(work.reused) have a record")
      if options.earlier == nil {
        for record in work.unusable { logger.warning("\(record)") }
        summary.damaged += work.unusable.count { !$0.isNewer }
      }
      summary.newer += work.unusable.count { $0.isNewer }
      if work.missingCount > 0, !isEnding() {
        for split in work.parts.map(\.split) {
          for note in split.notes { logger.info("\(split.protocolName), \(split.name): \(note)") }
        }
      }
      let keys = try run(work, of: unit, leavesClaimed: true)
      if !keys.isEmpty { claimed.append((unit, keys)) }
    }
    // Other splits first: one slow process must not hold up all of them.
    for (unit, keys) in claimed {
      var rest = options
      rest.keys = keys
      let work = try SplitRun(unit, options: rest, store: store, claims: claims)
      summary.madeElsewhere += work.reused
      for ended in work.kept { progress?(.ended(ended)) }
      _ = try run(work, of: unit, leavesClaimed: false)
    }
    summary.abandoned = givenUp.count
    let isEnded = stop.isRequested || options.failsFast && summary.failed > 0
    if isHandedOver, summary.left > 0, !isEnded { summary.settled = settled.keys }
    return summary
  }
}
