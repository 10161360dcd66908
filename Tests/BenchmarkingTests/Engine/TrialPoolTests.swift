import Foundation
import Locks
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

  @Test("where claimed trials are left, the pool ends when nothing else is to be done, and counts them")
  func leaving() {
    let pool = TrialPool(
      (0..<9).map { TrialPool.Item(group: $0 % 3, bytes: 1) }, jobs: 2, budget: nil, timeout: nil, failsFast: false,
      leavesClaimed: true, stop: StopSignal())
    let tally = pool.run { index, _ in
      index % 4 == 1 ? .claimedElsewhere : .done(failed: false)
    } giveUp: { _ in
    }
    #expect(tally.computed == 7 && tally.claimed == 2 && tally.left == 2)
  }

  @Test("that others are waited for is told once, after a while in which nothing else was done")
  func waiting() {
    let told = Mutex<[Int]>([])
    let begun = ContinuousClock.now
    let pool = TrialPool(
      (0..<6).map { TrialPool.Item(group: $0, bytes: 1) }, jobs: 2, budget: nil, timeout: nil, failsFast: false,
      stop: StopSignal(), silence: .milliseconds(400),
      waits: { left in told.withLock { $0.append(left) } })
    let tally = pool.run { index, _ in
      guard index >= 4 else { return .done(failed: false) }
      return told.withLock { $0.isEmpty } || .now - begun < .seconds(2) ? .claimedElsewhere : .madeElsewhere
    } giveUp: { _ in
    }
    #expect(tally.computed == 4 && tally.madeElsewhere == 2)
    #expect(told.withLock { $0 } == [2])
  }
}
