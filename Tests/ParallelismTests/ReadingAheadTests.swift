import Locks
import Parallelism
import Testing

@Suite("Reading ahead")
struct ReadingAheadTests {
  /// How many pieces are alive, and were at most.
  final class Alive: Sendable {
    let counts = Mutex((now: 0, most: 0, reading: 0, mostReading: 0))
  }

  final class Piece: Sendable {
    let index: Int
    private let alive: Alive

    init(_ index: Int, _ alive: Alive) {
      (self.index, self.alive) = (index, alive)
      alive.counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.reading, $0.mostReading) }
    }

    deinit { alive.counts.withLock { $0.now -= 1 } }
  }

  struct Refused: Error, Equatable { let index: Int }

  @Test("pieces come in their order, one is read at a time, and at most two are alive", arguments: [0, 1, 2, 200])
  func two(count: Int) throws {
    let alive = Alive()
    var seen: [Int] = []
    try readingAhead(count) { index in
      alive.counts.withLock { $0 = ($0.now, $0.most, $0.reading + 1, max($0.mostReading, $0.reading + 1)) }
      defer { alive.counts.withLock { $0.reading -= 1 } }
      return Piece(index, alive)
    } _: {
      seen.append($0.index)
    }
    #expect(seen == Array(0..<count))
    alive.counts.withLock { #expect($0.now == 0 && $0.most <= 2 && $0.mostReading <= 1) }
  }

  @Test("the next piece is read while one is used")
  func overlap() throws {
    let began = Mutex(0)
    try readingAhead(5) { index in
      began.withLock { $0 = index + 1 }
      return index
    } _: { index in
      // Waits for the reader, which would never come if it waited for this.
      while index < 4, began.withLock({ $0 }) < index + 2 {}
    }
    #expect(began.withLock { $0 } == 5)
  }

  @Test("an error of a piece comes when the piece is due, and one of its use ends the reading")
  func errors() throws {
    var seen: [Int] = []
    #expect(throws: Refused(index: 3)) {
      try readingAhead(6) { index in
        if index == 3 { throw Refused(index: index) }
        return index
      } _: {
        seen.append($0)
      }
    }
    #expect(seen == [0, 1, 2])
    let last = Mutex(0)
    #expect(throws: Refused(index: 1)) {
      try readingAhead(100) { index in
        last.withLock { $0 = index }
        return index
      } _: {
        if $0 == 1 { throw Refused(index: $0) }
      }
    }
    #expect(last.withLock { $0 } == 2)
  }
}
