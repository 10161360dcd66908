import Foundation

/// The value of one stage: who asks first makes it, and others wait.
final class CachedStage<Value: Sendable>: @unchecked Sendable {
  private enum State {
    case absent
    /// Somebody makes it: the number of the attempt.
    case making(Int)
    case made(Value, Double)
  }

  // Sendable since all of it is guarded by `change`: a mutex cannot be waited with.
  private var state = State.absent
  private var attempts = 0
  private let change = NSCondition()

  /// The value. A trial that waits for it is not charged with the time.
  ///
  /// Nobody waits for a maker that was given up: the next trial that wants the value makes it anew.
  /// A stage that takes too long is so charged to its maker, and no trial waits for ever.
  /// - Throws: what `make` throws. `TrialClock.GivenUp` where the asking trial was given up, so
  ///   that its thread ends.
  func value(_ make: () throws -> Value) throws -> (Value, seconds: Double) {
    let clock = TrialClock.current
    if clock?.isGivenUp == true { throw TrialClock.GivenUp() }
    switch claim() ?? clock.waiting(claimOrWait) {
    case .value(let value, let seconds): return (value, seconds)
    case .attempt(let number):
      do {
        let (value, seconds) = try clock.abandoning({ self.abandon(number) }) { try timed(make) }
        settle(number) { .made(value, seconds) }
        return (value, seconds)
      } catch {
        settle(number) { .absent }
        throw error
      }
    }
  }

  private enum Claim {
    case value(Value, Double)
    /// The one who asked is to make it.
    case attempt(Int)
  }

  /// The value, or the task to make it; nil where somebody is at it.
  private func claim() -> Claim? { change.withLock { taken() } }

  private func claimOrWait() -> Claim {
    change.withLock {
      while true {
        if let claim = taken() { return claim }
        change.wait()
      }
    }
  }

  /// Called with the lock held.
  private func taken() -> Claim? {
    switch state {
    case .made(let value, let seconds): return .value(value, seconds)
    case .making: return nil
    case .absent:
      attempts += 1
      state = .making(attempts)
      return .attempt(attempts)
    }
  }

  /// Ends an attempt. An abandoned one leaves its value too, unless another attempt runs or has
  /// succeeded.
  private func settle(_ number: Int, _ result: () -> State) {
    change.withLock {
      switch state {
      case .making(number), .absent: state = result()
      case .making, .made: return
      }
      change.broadcast()
    }
  }

  private func abandon(_ number: Int) {
    change.withLock {
      guard case .making(number) = state else { return }
      state = .absent
      change.broadcast()
    }
  }
}

extension TrialClock? {
  /// Waits for others, uncharged.
  fileprivate func waiting<T>(_ body: () -> T) -> T { self?.pausing(body) ?? body() }

  /// Works for others too; calls `abandon` where the trial is given up.
  fileprivate func abandoning<T>(_ abandon: @escaping @Sendable () -> Void, _ body: () throws -> T) rethrows -> T {
    guard let self else { return try body() }
    return try self.whileGivingUp(calls: abandon, body)
  }
}

/// The result of `body` and the seconds it took.
func timed<T>(_ body: () throws -> T) rethrows -> (T, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  return (result, (clock.now - start) / .seconds(1))
}
