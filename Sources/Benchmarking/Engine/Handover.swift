import Locks

/// What a process has settled of a run, for the process that takes its place.
///
/// A thread cannot be stopped, so a trial that was given up computes on. With
/// `RunOptions.handsOver` no other trial begins then; the running ones are finished, and the run
/// ends. The program starts anew in the same process, which ends that thread for good, and goes on
/// with what is left. Records say what was computed; what `--force` and `--retry-failed` replaced
/// must be told besides, else it would be replaced again.
final class SettledTrials: Sendable {
  private let state: Mutex<Set<String>>

  /// - Parameter earlier: the keys of the trials that earlier processes settled.
  init(_ earlier: Set<String> = []) { state = Mutex(earlier) }

  /// The keys of all trials that were settled.
  var keys: Set<String> { state.withLock { $0 } }

  /// Notes that the trial with this key has a record from now on.
  func insert(_ key: String) { state.withLock { _ = $0.insert(key) } }
}

extension BenchmarkRunner.Summary {
  /// The counts to begin with: what earlier processes of the run did.
  init(goingOnFrom earlier: BenchmarkRunner.Summary?) {
    self.init()
    guard let earlier else { return }
    (computed, failed, madeElsewhere) = (earlier.computed, earlier.failed, earlier.madeElsewhere)
    damaged = earlier.damaged
  }
}
