import Files
import Foundation
import Records
import Synchronization

/// The trials of one split that are to be run, and their running.
struct SplitRun {
  /// Trials without a record, or whose record is to be replaced.
  let missing: [Int]
  /// Trials whose record is kept.
  let reused: Int
  /// Those of them that failed.
  let failedBefore: Int
  /// What stands in place of records and cannot be used; its trials are run again, but for those of a newer version.
  let unusable: [UnusableRecord]

  private let part: SplitPlan
  private let groups: TrialGroups
  private let options: RunOptions
  private let store: RecordStore
  private let claims: FileClaims

  /// Looks at the records that there are.
  init(
    _ part: SplitPlan, _ groups: TrialGroups, wanted: [Int], options: RunOptions, store: RecordStore, claims: FileClaims
  ) throws {
    self.part = part
    self.groups = groups
    self.options = options
    self.store = store
    self.claims = claims
    var (missing, reused, failedBefore) = ([Int](), 0, 0)
    var unusable: [UnusableRecord] = []
    let planned = wanted.map { part.trials[$0].planned }
    let found = options.replacesRecords ? planned.map { _ in .absent } : try store.find(planned) { $0.error != nil }
    for (place, record) in zip(wanted, found) {
      if let record = record.unusable { unusable.append(record) }
      if let hasFailed = record.content, !(hasFailed && options.retriesFailed) {
        reused += 1
        failedBefore += hasFailed ? 1 : 0
      } else if record.unusable?.isNewer != true {
        missing.append(place)
      }
    }
    (self.missing, self.reused, self.failedBefore) = (missing, reused, failedBefore)
    self.unusable = unusable
  }

  /// Runs the missing trials.
  /// - Parameter givenUp: the trials of the run that were given up before.
  func run(
    on data: SplitData, builder: TrialRecorder, stop: StopSignal, givenUp: GivenUpTrials = GivenUpTrials(),
    progress: ProgressHandler?
  ) throws -> TrialPool.Tally {
    let memory = TrialMemory(dimensions: data.reduced.mapValues(\.rows), roles: data.split.roles)
    // Bounds last: they wait for nothing, so that they fill the time in which others would wait for a factorisation.
    let missing = missing.filter { !part.trials[$0].isBound } + missing.filter { part.trials[$0].isBound }
    let items = missing.map { TrialPool.Item(group: groups.places[$0], bytes: memory.bytes(of: part.trials[$0])) }
    for place in missing { data.announce(part.trials[place].stages) }
    let pool = TrialPool(
      items, jobs: options.jobs, budget: options.memory.map { $0 - TrialMemory.held() }, timeout: options.timeout,
      failsFast: options.failsFast, stop: stop, givenUp: givenUp)
    let stage = "trials \(part.split.name)" + (part.condition.map { ", \($0)" } ?? "")
    let errors = Mutex<(any Error)?>(nil)
    let done = StepCounter()
    let trials = part.trials
    let encoder = try RecordEncoder(roles: data.split.roles)
    let tally = pool.run { index, commit in
      let trial = trials[missing[index]]
      let number = Self.number(of: trial.key)
      let isClaimed = claims.claim(number)
      defer { if isClaimed { claims.release(number) } }
      do {
        // What another process has written since the plan was made is as good as ours.
        if !options.replacesRecords, let hasFailed = try store.find([trial.planned], { $0.error != nil })[0].content,
          !(hasFailed && options.retriesFailed)
        {
          guard commit() else { return released(trial, of: data) }
          finish(trial, of: data, done: done, stage: stage, progress)
          return .madeElsewhere
        }
        guard isClaimed else { return .claimedElsewhere }
        let record = builder.record(of: trial, data: data)
        guard commit() else { return released(trial, of: data) }
        try store.write(record, by: encoder)
        finish(trial, of: data, done: done, stage: stage, progress)
        return .done(failed: record.error != nil)
      } catch {
        errors.withLock { $0 = $0 ?? error }
        stop.request()
        return .done(failed: true)
      }
    } giveUp: { index in
      let trial = trials[missing[index]]
      builder.logger.warning("\(trial.description.alignment.name): given up after the timeout")
      let record = builder.record(of: trial, data: data, givenUpAfter: options.timeout ?? 0)
      do { try store.write(record, by: encoder) } catch { errors.withLock { $0 = $0 ?? error } }
      claims.release(Self.number(of: trial.key))
      progress?(stage, done.next(), missing.count)
    }
    if let error = errors.withLock({ $0 }) { throw error }
    return tally
  }

  private func finish(
    _ trial: Trial, of data: SplitData, done: StepCounter, stage: String, _ progress: ProgressHandler?
  ) {
    data.release(trial.stages)
    progress?(stage, done.next(), missing.count)
  }

  /// Lets go what a trial held that was given up, now that its thread is done with it.
  private func released(_ trial: Trial, of data: SplitData) -> TrialPool.Ending {
    data.release(trial.stages)
    return .done(failed: true)
  }

  /// The claim that a trial's key stands for.
  private static func number(of key: String) -> UInt64 { UInt64(key.prefix(16), radix: 16) ?? 0 }
}

extension SplitData {
  /// Announces a user of the stages.
  fileprivate func announce(_ stages: TrialStages) {
    shared.announce(stages.ofPairs)
    sharedOfLabels.announce(stages.ofLabels)
  }

  /// Lets go what no other trial uses, in the inner folds too.
  fileprivate func release(_ stages: TrialStages) {
    let freed = shared.release(stages.ofPairs)
    for name in stages.selection {
      for fold in sharedOfLabels.existing(name, as: [SplitData].self) ?? [] { fold.shared.drop(freed) }
    }
    sharedOfLabels.release(stages.ofLabels)
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
