import Foundation
import Locks

/// How long a trial has worked.
///
/// It counts what the trial's own thread does, and the making of shared stages too. It stands still
/// while the thread waits for a stage that another trial makes. So the charge depends on what a
/// trial does, not on how many run beside it. Two things it cannot leave out: running trials share
/// caches and memory bandwidth, and the first trial that asks makes a shared stage.
final class TrialClock: Sendable {
  /// What the work of a trial that was given up ends with, where it can be ended.
  struct GivenUp: Error, CustomStringConvertible {
    let description = "it was given up after the timeout"
  }

  /// Tells the time; tests bring their own.
  typealias Time = @Sendable () -> ContinuousClock.Instant

  private struct State {
    var worked = Duration.zero
    /// Since when it runs; nil while it stands still.
    var since: ContinuousClock.Instant?
    var isGivenUp = false
    /// What is to be done where the trial is given up, by number.
    var abandoned: [Int: @Sendable () -> Void] = [:]
    var next = 0
  }

  private let now: Time
  private let state: Mutex<State>

  /// The clock of the trial that this thread runs; nil outside of trials.
  @TaskLocal static var current: TrialClock?

  /// Starts a clock.
  init(now: @escaping Time = { ContinuousClock.now }) {
    self.now = now
    state = Mutex(State(since: now()))
  }

  /// Time worked until now.
  var worked: Duration {
    state.withLock { state in state.worked + (state.since.map { now() - $0 } ?? .zero) }
  }

  /// Whether it runs, and does not stand still.
  var isRunning: Bool { state.withLock { $0.since != nil } }

  /// Whether the trial was given up, so that nothing of it may be written.
  var isGivenUp: Bool { state.withLock { $0.isGivenUp } }

  /// Lets it stand still during `body`, in which the thread waits for others.
  func pausing<T>(_ body: () throws -> T) rethrows -> T {
    let wasRunning = state.withLock { state in
      guard let since = state.since else { return false }
      state.worked += now() - since
      state.since = nil
      return true
    }
    defer { if wasRunning { state.withLock { $0.since = now() } } }
    return try body()
  }

  /// Stops it for good; false where the trial was given up before.
  func stop() -> Bool {
    state.withLock { state in
      guard !state.isGivenUp else { return false }
      if let since = state.since { state.worked += now() - since }
      state.since = nil
      return true
    }
  }

  /// Gives the trial up where it has worked longer than `limit`; whether it did.
  func giveUp(after limit: Duration) -> Bool {
    let abandoned = state.withLock { state -> [@Sendable () -> Void]? in
      guard !state.isGivenUp, let since = state.since, state.worked + (now() - since) > limit else { return nil }
      state.isGivenUp = true
      defer { state.abandoned = [:] }
      return Array(state.abandoned.values)
    }
    abandoned?.forEach { $0() }
    return abandoned != nil
  }

  /// Runs `body`. Calls `abandon` at once where the trial is given up in the meantime, from any
  /// thread, or was before.
  func whileGivingUp<T>(calls abandon: @escaping @Sendable () -> Void, _ body: () throws -> T) rethrows -> T {
    let number = state.withLock { state -> Int? in
      guard !state.isGivenUp else { return nil }
      state.next += 1
      state.abandoned[state.next] = abandon
      return state.next
    }
    guard let number else {
      abandon()
      return try body()
    }
    defer { state.withLock { $0.abandoned[number] = nil } }
    return try body()
  }
}
