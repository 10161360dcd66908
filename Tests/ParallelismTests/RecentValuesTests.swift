import Locks
import Parallelism
import Testing

private struct Refused: Error {}

@Suite("Recent values")
struct RecentValuesTests {
  @Test("threads that want one value at once make it once")
  func singleFlight() throws {
    let values = RecentValues<Int, Int>(capacity: 4)
    let made = Mutex<[Int]>([])
    let found = try concurrentMap(400, threads: 8) { index in
      try values.value(index / 100) {
        made.withLock { $0.append(index / 100) }
        // Long enough for the other threads to ask meanwhile.
        return try concurrentMap(1, threads: 1) { _ in (0..<20_000).reduce(0, &+) }[0] + index / 100
      }
    }
    #expect(made.withLock(\.self).sorted() == [0, 1, 2, 3])
    #expect(found == (0..<400).map { 199_990_000 + $0 / 100 })
  }

  @Test("the value that was asked for first goes first, and is made again")
  func capacity() throws {
    let values = RecentValues<Int, Int>(capacity: 2)
    let made = Mutex<[Int]>([])
    for key in [1, 2, 1, 3, 2, 1] {
      let value = try values.value(key) {
        made.withLock { $0.append(key) }
        return 10 * key
      }
      #expect(value == 10 * key)
    }
    #expect(made.withLock(\.self) == [1, 2, 3, 1])
  }

  @Test("an error reaches all who ask, and is not kept")
  func errors() throws {
    let values = RecentValues<Int, Int>(capacity: 2)
    for _ in 0..<2 { #expect(throws: Refused.self) { try values.value(1) { throw Refused() } } }
    #expect(try values.value(1) { 5 } == 5)
  }
}
