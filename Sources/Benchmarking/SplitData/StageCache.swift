import Foundation
import Synchronization

/// Values by name, each made once by whoever asks first; others wait for it, and their clocks stand still (`TrialClock`).
///
/// What a value holds must not depend on who makes it: a trial gives the same bytes alone and among others. Values whose
/// users are announced are let go when the last of them is done; others stay.
final class StageCache: Sendable {
  private struct State {
    var values: [String: CachedStage] = [:]
    var users: [String: Int] = [:]
  }

  private let state = Mutex(State())

  /// The value under `name` with the seconds that making it took; `name` belongs to one type.
  func value<T: Sendable>(_ name: String, _ make: () throws -> T) throws -> (T, seconds: Double) {
    let shared = state.withLock { state in
      if let found = state.values[name] { return found }
      let new = CachedStage()
      state.values[name] = new
      return new
    }
    return try shared.value(make)
  }

  /// The value under `name`, where it has been made.
  func existing<T: Sendable>(_ name: String, as type: T.Type) -> T? {
    state.withLock { $0.values[name] }?.made(as: type)
  }

  /// The value under `name` where its users are announced; made anew elsewhere, for what is not worth being kept.
  func valueIfAnnounced<T: Sendable>(_ name: String, _ make: () throws -> T) throws -> T {
    guard state.withLock({ $0.users[name] != nil }) else { return try make() }
    return try value(name, make).0
  }

  /// Announces one more user of each name.
  func announce(_ names: some Sequence<String>) {
    state.withLock { state in for name in names { state.users[name, default: 0] += 1 } }
  }

  /// Takes one user from each name; values whose last user this was are let go.
  /// - Returns: the names let go.
  @discardableResult
  func release(_ names: some Sequence<String>) -> [String] {
    // Values are freed outside the lock.
    let freed = state.withLock { state in
      names.compactMap { name -> (String, CachedStage?)? in
        guard let users = state.users[name] else { return nil }
        state.users[name] = users > 1 ? users - 1 : nil
        return users > 1 ? nil : (name, state.values.removeValue(forKey: name))
      }
    }
    return freed.map(\.0)
  }

  /// Lets values go, whoever might use them.
  func drop(_ names: some Sequence<String>) {
    let freed = state.withLock { state in names.map { state.values.removeValue(forKey: $0) } }
    _ = freed
  }

  /// How many values are held.
  var count: Int { state.withLock { $0.values.count } }
}

/// One value on its way from nobody through its maker to all who want it.
private final class CachedStage: @unchecked Sendable {
  private enum State {
    case absent
    /// Somebody makes it: the number of the attempt.
    case making(Int)
    case made(any Sendable, Double)
  }

  // Sendable since all of it is guarded by `change`: a mutex cannot be waited with.
  private var state = State.absent
  private var attempts = 0
  private let change = NSCondition()

  /// The value; who waits for it meanwhile is not charged with the time.
  ///
  /// A maker that is given up is not waited for: the next who wants the value makes it anew, so that a trial is charged with a
  /// stage that takes too long, and no other waits for ever.
  /// - Throws: what `make` throws, and `TrialClock.GivenUp`, so that the thread of a trial that was given up ends at its next stage.
  func value<T: Sendable>(_ make: () throws -> T) throws -> (T, seconds: Double) {
    let clock = TrialClock.current
    if clock?.isGivenUp == true { throw TrialClock.GivenUp() }
    switch claim() ?? clock.waiting(claimOrWait) {
    case .value(let value, let seconds):
      if let value = value as? T { return (value, seconds) }
      return try timed(make)
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

  func made<T: Sendable>(as type: T.Type) -> T? {
    change.withLock {
      guard case .made(let value, _) = state else { return nil }
      return value as? T
    }
  }

  private enum Claim {
    case value(any Sendable, Double)
    /// Whoever asked is to make it.
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

  /// Ends an attempt. One that was abandoned still leaves its value where nobody else has made one or is at it.
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

  /// Works for others too; `abandon` is called where the trial is given up.
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
