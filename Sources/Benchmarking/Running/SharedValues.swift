import Synchronization

/// Values by name, each made once by whoever asks first; others wait for it.
///
/// What a value holds must not depend on who makes it: a trial gives the same bytes alone and among others. Values whose
/// users are announced are let go when the last of them is done; others stay.
final class SharedValues: Sendable {
  private struct State {
    var values: [String: SharedValue] = [:]
    var users: [String: Int] = [:]
  }

  private let state = Mutex(State())

  /// The value under `name` with the seconds that making it took; `name` belongs to one type.
  func value<T: Sendable>(_ name: String, _ make: () throws -> T) throws -> (T, seconds: Double) {
    let shared = state.withLock { state in
      if let found = state.values[name] { return found }
      let new = SharedValue()
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
      names.compactMap { name -> (String, SharedValue?)? in
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

private final class SharedValue: Sendable {
  private let made = Mutex<(any Sendable, Double)?>(nil)

  func value<T: Sendable>(_ make: () throws -> T) throws -> (T, seconds: Double) {
    try made.withLock { made in
      if let (value, seconds) = made, let value = value as? T { return (value, seconds) }
      let (value, seconds) = try timed(make)
      made = (value, seconds)
      return (value, seconds)
    }
  }

  func made<T: Sendable>(as type: T.Type) -> T? { made.withLock { $0?.0 as? T } }
}

/// The result of `body` and the seconds it took.
func timed<T>(_ body: () throws -> T) rethrows -> (T, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  return (result, (clock.now - start) / .seconds(1))
}
