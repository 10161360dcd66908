import Foundation
import Synchronization
import Testing

@testable import Benchmarking

@Suite("Pool of trials")
struct TrialPoolTests {
  /// What happens in a pool, noted from its threads.
  private final class Log: Sendable {
    struct State {
      var done: [Int] = []
      var givenUp: [Int] = []
      var running: [Int: Int] = [:]
      var most = 0
      var mostBytes = 0
    }
    let state = Mutex(State())

    func begin(_ index: Int, bytes: Int) {
      state.withLock {
        $0.running[index] = bytes
        $0.most = max($0.most, $0.running.count)
        $0.mostBytes = max($0.mostBytes, $0.running.values.reduce(0, +))
      }
    }

    func end(_ index: Int) {
      state.withLock {
        $0.running[index] = nil
        $0.done.append(index)
      }
    }
  }

  private func pool(
    _ items: [TrialPool.Item], jobs: Int = 3, budget: Int? = nil, timeout: Double? = nil, failsFast: Bool = false,
    stop: StopSignal = StopSignal()
  ) -> TrialPool {
    TrialPool(items, jobs: jobs, budget: budget, timeout: timeout, failsFast: failsFast, stop: stop)
  }

  @Test("every trial runs once, as many at a time as there are jobs at most")
  func everything() {
    let items = (0..<60).map { TrialPool.Item(group: $0 % 7, bytes: 1) }
    let log = Log()
    let tally = pool(items).run { index, commit in
      log.begin(index, bytes: 1)
      Thread.sleep(forTimeInterval: 0.001)
      log.end(index)
      return .done(failed: !commit())
    } giveUp: { _ in
    }
    #expect(tally == TrialPool.Tally(computed: 60))
    #expect(log.state.withLock { $0.done.sorted() } == Array(0..<60))
    #expect(log.state.withLock { $0.most } <= 3)
  }

  @Test("one job works through one group after another")
  func groups() {
    let items = (0..<20).map { TrialPool.Item(group: $0 % 4, bytes: 1) }
    let log = Log()
    _ = pool(items, jobs: 1).run { index, _ in
      log.end(index)
      return .done(failed: false)
    } giveUp: { _ in
    }
    let order = log.state.withLock { $0.done }.map { $0 % 4 }
    #expect(order == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3])
  }

  @Test("running trials stay within the memory budget, and one that exceeds it alone runs by itself")
  func memory() {
    let items = (0..<24).map { TrialPool.Item(group: $0, bytes: $0 == 5 ? 500 : 40) }
    let log = Log()
    let tally = pool(items, jobs: 6, budget: 100).run { index, _ in
      log.begin(index, bytes: items[index].bytes)
      Thread.sleep(forTimeInterval: 0.002)
      log.end(index)
      return .done(failed: false)
    } giveUp: { _ in
    }
    #expect(tally.computed == 24)
    // Either at most two of 40, or the one of 500.
    #expect(log.state.withLock { $0.mostBytes } <= 500 && log.state.withLock { $0.most } <= 2)
  }

  @Test("with fail-fast a failure ends the run, and what was not begun is left")
  func failFast() {
    let items = (0..<50).map { TrialPool.Item(group: $0, bytes: 1) }
    let tally = pool(items, jobs: 1, failsFast: true).run { index, _ in
      .done(failed: index == 9)
    } giveUp: { _ in
    }
    #expect(tally.computed == 10 && tally.failed == 1 && tally.left == 40)
  }

  @Test("a stop lets running trials end and begins no other")
  func stopping() {
    let items = (0..<50).map { TrialPool.Item(group: 0, bytes: $0) }
    let stop = StopSignal()
    let answers = Mutex<[(running: Int, isRepeated: Bool)]>([])
    let tally = pool(items, jobs: 1, stop: stop).run { index, _ in
      if index == 4 { answers.withLock { $0.append(stop.request()) } }
      return .done(failed: false)
    } giveUp: { _ in
    }
    let asked = answers.withLock { $0 }
    #expect(asked.count == 1 && asked.allSatisfy { $0 == (1, false) })
    #expect(tally.computed == 5 && tally.left == 45 && stop.request().isRepeated)
  }

  @Test("a trial that another process has claimed is looked at again until it is there")
  func claimed() {
    let items = (0..<6).map { TrialPool.Item(group: $0, bytes: 1) }
    let asked = Mutex(0)
    let tally = pool(items, jobs: 2).run { index, _ in
      guard index == 2 else { return .done(failed: false) }
      let times = asked.withLock {
        $0 += 1
        return $0
      }
      return times < 3 ? .claimedElsewhere : .madeElsewhere
    } giveUp: { _ in
    }
    #expect(tally.computed == 5 && tally.madeElsewhere == 1 && tally.left == 0)
    #expect(asked.withLock { $0 } == 3)
  }

  @Test("shared values are made once, and let go when their last user is done")
  func release() throws {
    let shared = StageCache()
    shared.announce(["a", "b"])
    shared.announce(["a"])
    let made = Mutex(0)
    func value() throws -> Int {
      try shared.value("a") {
        made.withLock { $0 += 1 }
        return 7
      }.0
    }
    #expect(try value() == 7)
    #expect(try value() == 7)
    #expect(shared.release(["a"]).isEmpty && shared.existing("a", as: Int.self) == 7)
    #expect(shared.release(["a", "b"]) == ["a", "b"] && shared.count == 0)
    #expect(try value() == 7)
    #expect(made.withLock { $0 } == 2)
    #expect(shared.release(["never announced"]).isEmpty)
    #expect(try shared.valueIfAnnounced("c") { 1 } == 1 && shared.existing("c", as: Int.self) == nil)
    shared.announce(["c"])
    #expect(try shared.valueIfAnnounced("c") { 2 } == 2 && shared.valueIfAnnounced("c") { 3 } == 2)
  }
}
