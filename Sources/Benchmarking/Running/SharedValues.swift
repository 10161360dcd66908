import Synchronization

/// Values by name, each made once by whoever asks first; others wait for it.
///
/// What a value holds must not depend on who makes it: a trial gives the same bytes alone and among others.
final class SharedValues: Sendable {
  private let values = Mutex<[String: SharedValue]>([:])

  /// The value under `name` with the seconds that making it took; `name` belongs to one type.
  func value<T: Sendable>(_ name: String, _ make: () throws -> T) throws -> (T, seconds: Double) {
    let shared = values.withLock { known in
      if let found = known[name] { return found }
      let new = SharedValue()
      known[name] = new
      return new
    }
    return try shared.value(make)
  }
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
}

/// The result of `body` and the seconds it took.
func timed<T>(_ body: () throws -> T) rethrows -> (T, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  return (result, (clock.now - start) / .seconds(1))
}
