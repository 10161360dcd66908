import Dispatch
import Locks
import Testing

@Suite("Mutex")
struct MutexTests {
  /// What has no lock of its own: a count is lost where two threads change it at once.
  private final class Count: @unchecked Sendable {
    var value = 0
  }

  @Test("threads that wait for one another lose nothing that they change")
  func exclusion() {
    let count = Mutex(Count())
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<10_000 { count.withLock { $0.value += 1 } }
    }
    #expect(count.withLock { $0.value } == 40_000)
  }

  private struct Failure: Error {}

  @Test("an error leaves the lock, and what was changed before it stays")
  func errors() {
    let values = Mutex([1])
    #expect(throws: Failure.self) {
      try values.withLock { values in
        values.append(2)
        throw Failure()
      }
    }
    #expect(values.withLock { $0 } == [1, 2])
  }

  /// Says when it goes.
  private struct Guest: ~Copyable {
    let left: Departures
    deinit { left.count.withLock { $0 += 1 } }
  }

  private final class Departures: Sendable {
    let count = Mutex(0)
  }

  @Test("a value that cannot be copied is held, and goes with its mutex, once")
  func ownership() {
    let left = Departures()
    do {
      let guest = Mutex(Guest(left: left))
      #expect(guest.withLock { $0.left === left })
      #expect(left.count.withLock { $0 } == 0)
    }
    #expect(left.count.withLock { $0 } == 1)
  }
}
