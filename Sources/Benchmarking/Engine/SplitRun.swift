import Files
import Foundation
import Locks
import Records

/// The trials of a split that are to be run, under all conditions that share its pairs, and their
/// running.
struct SplitRun {
  /// Trials that were asked for.
  let planned: Int
  /// Trials whose record is kept.
  let kept: [ProgressEvent.EndedTrial]
  /// What stands in place of records and cannot be used. Its trials are run again, except those of
  /// a newer version.
  let unusable: [UnusableRecord]
  /// The parts that have trials without a record, or trials whose record is to be replaced.
  let parts: [SplitPlan]
  /// These trials with the places of their parts and their groups; alignments first.
  private let missing: [(part: Int, trial: Trial, group: Int)]

  private let options: RunOptions
  private let store: RecordStore
  private let claims: FileClaims

  /// How many trials are to be run.
  var missingCount: Int { missing.count }
  /// Their keys.
  var missingKeys: Set<String> { Set(missing.map(\.trial.key)) }
  /// How many records are kept that were there before the run, and how many of them are of trials
  /// that failed.
  let reused: Int
  let failedBefore: Int

  /// Looks at the records that there are.
  init(_ unit: PlanUnit, options: RunOptions, store: RecordStore, claims: FileClaims) throws {
    self.options = options
    self.store = store
    self.claims = claims
    let wanted = unit.wanted(options)
    let trials = wanted.map { unit.trials[$0].trial.planned }
    let settled = options.earlier?.settled ?? []
    var found = try options.replacesRecords && settled.isEmpty ? [] : store.find(trials) { Outcome($0) }
    if options.replacesRecords {
      found = trials.enumerated().map { settled.contains($1.key) ? found[$0] : .absent }
    }
    var (places, kept, settledBefore) = ([Int](), [ProgressEvent.EndedTrial](), (count: 0, failed: 0))
    for (place, record) in zip(wanted, found) {
      let trial = unit.trials[place].trial
      let isSettled = settled.contains(trial.key)
      if let outcome = record.content, isSettled || !(outcome.hasFailed && options.retriesFailed) {
        kept.append(.init(trial: trial.description, accuracy: outcome.accuracy, isReused: true))
        if isSettled { settledBefore = (settledBefore.count + 1, settledBefore.failed + (outcome.hasFailed ? 1 : 0)) }
      } else if record.unusable?.isNewer != true {
        places.append(place)
      }
    }
    planned = wanted.count
    self.kept = kept
    reused = kept.count - settledBefore.count
    failedBefore = kept.count { $0.accuracy == nil } - settledBefore.failed
    unusable = found.compactMap(\.unusable)
    let used = Set(places.map { unit.trials[$0].part }).sorted()
    parts = used.map { unit.parts[$0] }
    let items = places.map { place in
      let (part, trial) = unit.trials[place]
      return (part: used.firstIndex(of: part)!, trial: trial, group: unit.groups.places[place])
    }
    // Bounds wait for nothing: they fill the time in which others would wait for a factorisation.
    missing = items.filter { !$0.trial.isBound } + items.filter { $0.trial.isBound }
  }

  /// Runs the missing trials.
  /// - Parameters:
  ///   - data: that of each of the parts.
  ///   - givenUp: the trials of the run that were given up before.
  ///   - settled: gets the trials that have a record from now on.
  ///   - leavesClaimed: whether trials that other processes have claimed are left.
  func run(
    on data: [SplitData], builder: TrialRecorder, stop: StopSignal, givenUp: GivenUpTrials = GivenUpTrials(),
    settled: SettledTrials = SettledTrials(), leavesClaimed: Bool = false, progress: ProgressHandler?
  ) throws -> TrialPool.Tally {
    let memory = data.map {
      TrialMemory(dimensions: $0.modalities.mapValues(\.columns.rows), roles: $0.split.roles)
    }
    let pool = TrialPool(
      missing.map { TrialPool.Item(group: $0.group, bytes: memory[$0.part].bytes(of: $0.trial)) },
      jobs: options.jobs, budget: options.memory.map { $0 - TrialMemory.held() }, timeout: options.timeout,
      failsFast: options.failsFast, handsOver: options.handsOver, leavesClaimed: leavesClaimed, stop: stop,
      givenUp: givenUp,
      waits: { left in
        let name = missing.first?.trial.description.split ?? ""
        builder.logger.notice("\(name): waiting for \(left) trials that other processes run")
      })
    let errors = Mutex<(any Error)?>(nil)
    let done = StepCounter()
    let late = Mutex(Set<Int>())
    let encoders = try data.map { try RecordEncoder(roles: $0.split.roles) }
    let uses = StageUses(missing.map { ($0.trial, data[$0.part]) })
    let tell = { @Sendable (index: Int, accuracy: Double?, isReused: Bool) in
      progress?(.ended(.init(trial: missing[index].trial.description, accuracy: accuracy, isReused: isReused)))
      progress?(.stage(stage, done: done.next(), total: missing.count))
    }
    let tally = pool.run { index, commit in
      let (part, trial, _) = missing[index]
      let number = Self.number(of: trial.key)
      let isClaimed = claims.claim(number)
      defer { if isClaimed { claims.release(number) } }
      do {
        // What another process has written since the plan was made is as good as ours.
        if !options.replacesRecords, let outcome = try store.find([trial.planned], { Outcome($0) })[0].content,
          !(outcome.hasFailed && options.retriesFailed)
        {
          guard commit() else { return released(index, uses) }
          uses.release(index)
          settled.insert(trial.key)
          tell(index, outcome.accuracy, true)
          return .madeElsewhere
        }
        guard isClaimed else { return .claimedElsewhere }
        var record = builder.record(of: trial, data: data[part])
        guard commit() else { return released(index, uses) }
        do { try store.write(record, by: encoders[part]) } catch EncodingError.invalidValue(let value, let context) {
          // JSON has no number for it.
          record = builder.record(of: trial, data: data[part], notWritten: value, at: context.codingPath)
          try store.write(record, by: encoders[part])
        }
        uses.release(index)
        settled.insert(trial.key)
        tell(index, record.error == nil ? record.scores["accuracy"] ?? nil : nil, false)
        return .done(failed: record.error != nil)
      } catch {
        errors.withLock { $0 = $0 ?? error }
        stop.request()
        return .done(failed: true)
      }
    } giveUp: { index in
      let (part, trial, _) = missing[index]
      late.withLock { _ = $0.insert(index) }
      builder.logger.warning("\(trial.description.alignment.name): given up after the timeout")
      let record = builder.record(of: trial, data: data[part], givenUpAfter: options.timeout ?? 0)
      do { try store.write(record, by: encoders[part]) } catch { errors.withLock { $0 = $0 ?? error } }
      claims.release(Self.number(of: trial.key))
      settled.insert(trial.key)
      tell(index, nil, false)
    }
    uses.releaseRest(but: late.withLock { $0 })
    if let error = errors.withLock({ $0 }) { throw error }
    return tally
  }

  /// What is told of progress.
  private var stage: String {
    let conditions = parts.compactMap(\.condition).map { "\($0)" }
    let several = parts.count > 1 ? ", \(parts.count) conditions" : conditions.first.map { ", \($0)" }
    return "trials \(parts.first?.split.name ?? "")\(several ?? "")"
  }

  /// Lets go what a trial held that was given up, now that its thread is done with it.
  private func released(_ index: Int, _ uses: StageUses) -> TrialPool.Ending {
    uses.release(index)
    return .done(failed: true)
  }

  /// The claim that a trial's key stands for.
  static func number(of key: String) -> UInt64 { UInt64(key.prefix(16), radix: 16) ?? 0 }
}

/// What progress tells of a record.
private struct Outcome: Sendable {
  let hasFailed: Bool
  let accuracy: Double?

  init(_ record: RecordSummary) {
    hasFailed = record.error != nil
    accuracy = hasFailed ? nil : record.scores["accuracy"] ?? nil
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
