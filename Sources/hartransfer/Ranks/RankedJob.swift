import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Locks
import MessagePassing
import Parallelism

/// Work that the ranks of a job of MPI share: the trials of a run, or the pairs of an alignment.
/// The first rank speaks: it shows the progress of all, and what the others warn of.
struct RankedJob {
  let ranks: Ranks

  /// Joins the job. Ranks that are not the first say nothing from now on.
  init() throws {
    ranks = try Ranks.join()
    if !ranks.isFirst { Messages.shared.hold() }
  }

  /// The options of this rank: its share of the plan, and its part of the machine's processors.
  /// - Throws: `InputError` for a shard asked for beside ranks.
  func share(of options: RunOptions, jobs: Int?) throws -> RunOptions {
    guard ranks.count > 1 else { return options }
    guard options.shard == nil else {
      throw InputError(
        "--shard", found: "\(ranks.count) ranks beside it", expected: "one of both: ranks divide the plan among them")
    }
    var own = options
    // A rank that starts anew would leave the job.
    own.handsOver = false
    own.shard = Shard.all(of: ranks.count)[ranks.rank]
    // A launcher that binds ranks to processors has divided them already.
    let isBound = activeProcessorCount < ProcessInfo.processInfo.processorCount
    if jobs == nil, !isBound { own.jobs = max(1, activeProcessorCount / ranks.countOnNode) }
    return own
  }

  /// What every rank must be able to do: where one cannot, all end, and the first of these says
  /// why.
  func together<T>(_ body: () throws -> T) throws -> T {
    guard ranks.count > 1 else { return try body() }
    let result = Result { try body() }
    let isFailure = if case .failure = result { true } else { false }
    let speaker = ranks.count - ranks.largest(isFailure ? ranks.count - ranks.rank : 0)
    guard speaker < ranks.count else { return try result.get() }
    // Before it leaves: once a rank has ended, the launcher ends all others.
    if speaker == ranks.rank, case .failure(let error) = result { say(error) }
    ranks.leave()
    throw ExitCode(2)
  }

  /// Encodes what is missing at the first rank, while the others wait: features are encoded once.
  /// Then all run their shares.
  /// - Returns: what all ranks did, at the first rank; its own at the others.
  func run(
    _ runner: BenchmarkRunner, _ options: RunOptions, share: RunOptions, stop: StopSignal, progress: ProgressHandler?
  ) throws -> BenchmarkRunner.Summary {
    guard ranks.count > 1 else { return try runner.run(options, stop: stop, progress: progress) }
    _ = try together { ranks.isFirst ? try runner.encodeMissing(options, progress: progress) : 0 }
    let all = Mutex((planned: 0, summary: BenchmarkRunner.Summary()))
    let mail = RankMail(ranks) { rank, message in
      if let trials = message.begins {
        let planned = all.withLock { all in
          all.planned += trials
          return all.planned
        }
        progress?(.begins(trials: planned))
      }
      if let ended = message.ended {
        progress?(.ended(.init(trial: ended.trial, accuracy: ended.accuracy, isReused: ended.isReused)))
      }
      if let warning = message.warning { Messages.shared.write("rank \(rank): \(warning)", from: .quiet) }
      if let summary = message.summary { all.withLock { $0.summary += summary } }
    }
    if !ranks.isFirst { Messages.shared.relay { mail.post(RankMessage(warning: $0)) } }
    do {
      let own = try runner.run(share, stop: stop) { event in
        if let message = RankMessage(event) { mail.post(message) }
      }
      mail.post(RankMessage(own))
      mail.close()
      return ranks.isFirst ? all.withLock { $0.summary } : own
    } catch { endAll(error) }
  }

  /// Says what this rank cannot do and ends the job: the others are in the midst of their shares,
  /// and nothing waits for this one.
  func endAll(_ error: any Error) -> Never {
    say(error)
    ranks.abort(code: 2)
  }

  /// Says what this rank cannot do.
  private func say(_ error: any Error) {
    let fault = named(error)
    (fault as? InputError).map(printError) ?? Messages.shared.write("error: \(fault)", from: .quiet)
  }

  /// The error with the rank that has it, and speech for that rank.
  private func named(_ error: any Error) -> any Error {
    Messages.shared.release()
    guard !ranks.isFirst else { return error }
    guard var fault = error as? InputError else {
      return InputError(ranks.name, found: "\(error)", expected: "a rank that works")
    }
    fault.place = "\(ranks.name): \(fault.place)"
    return fault
  }
}
