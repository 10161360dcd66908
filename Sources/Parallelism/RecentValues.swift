import Locks

/// Values by key, the last few of which are kept. Threads that want one at once wait while the
/// first of them makes it.
public final class RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Entry: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private let capacity: Int
  private let entries = Mutex<[(key: Key, entry: Entry)]>([])

  /// Keeps `capacity` values; the one that was asked for first goes first.
  public init(capacity: Int) { self.capacity = capacity }

  /// The value of a key. `make` must not ask for a value itself. What it throws is not kept.
  public func value(_ key: Key, _ make: () throws -> Value) throws -> Value {
    let entry = entries.withLock { entries in
      if let found = entries.first(where: { $0.key == key }) { return found.entry }
      if entries.count >= capacity { entries.removeFirst() }
      let entry = Entry()
      entries.append((key, entry))
      return entry
    }
    return try entry.value.withLock { value in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}
