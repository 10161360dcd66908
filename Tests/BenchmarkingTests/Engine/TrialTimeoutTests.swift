import Foundation
import Locks
import Testing

@testable import Benchmarking

@Suite("Trials that take too long")
struct TrialTimeoutTests {
  private func pool(
    _ bytes: [Int], jobs: Int, budget: Int? = nil, timeout: Double = 10, time: ToldTime, handsOver: Bool = false,
    givenUp: GivenUpTrials = GivenUpTrials(), stop: StopSignal = StopSignal()
  ) -> TrialPool {
    TrialPool(
      bytes.enumerated().map { .init(group: $0.offset, bytes: $0.element) }, jobs: jobs, budget: budget,
      timeout: timeout, failsFast: false, handsOver: handsOver, stop: stop, givenUp: givenUp, now: time.now)
  }

  /// Runs `body` on a thread of its own.
  private func aside(_ body: @escaping @Sendable () -> Void) { Thread(block: body).start() }

  @Test("a trial that works longer than the timeout is given up once, its result is not written, and the others run")
  func timeout() {
    let (time, log, door) = (ToldTime(), TrialLog(), Door())
    let stop = StopSignal()
    let tally = pool(Array(repeating: 1, count: 8), jobs: 2, time: time, stop: stop).run { index, commit in
      if index == 1 {
        time.pass(11)
        door.wait()
      }
      if commit() { log.commit(index) }
      return .done(failed: false)
    } giveUp: { index in
      log.giveUp(index)
    }
    // What is given up is not among what is waited for.
    #expect(stop.request().running == 0)
    door.open()
    #expect(log.givenUp.contains(1) && tally.computed == 8 && tally.left == 0)
    #expect(tally.failed == log.givenUp.count && tally.abandoned >= 1 && !log.committed.contains(1))
    #expect(log.committed.count == 8 - log.givenUp.count)
  }

  @Test("a thread whose trial was given up takes no other when it returns: never more than the jobs take trials")
  func workers() {
    let (time, log, late, last) = (ToldTime(), TrialLog(), Door(), Door())
    let running = Mutex((now: 0, most: 0))
    let givenUp = GivenUpTrials()
    aside {
      // Trial 0 returns while trial 1, of the thread in its place, still runs; whoever took a trial
      // then would be too many.
      log.waitUntil(begun: 1)
      late.open()
      log.waitUntil(ended: 0)
      while givenUp.count > 0 { Thread.sleep(forTimeInterval: 0.001) }
      last.open()
    }
    let tally = pool(Array(repeating: 1, count: 6), jobs: 1, time: time, givenUp: givenUp).run { index, commit in
      log.begin(index)
      if index == 0 {
        time.pass(11)
        late.wait()
        log.end(0)
        return .done(failed: !commit())
      }
      running.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      if index == 1 { last.wait() }
      running.withLock { $0.now -= 1 }
      return .done(failed: !commit())
    } giveUp: { index in
      log.giveUp(index)
    }
    #expect(log.givenUp == [0] && tally.computed == 6 && tally.failed == 1 && tally.abandoned == 0)
    #expect(running.withLock { $0.most } == 1 && log.begun == [0, 1, 2, 3, 4, 5])
    #expect(givenUp.count == 0 && givenUp.bytes == 0)
  }

  @Test("where the run hands over, running trials are finished, no other begins, and the rest is left")
  func handover() {
    let (time, log, door, other) = (ToldTime(), TrialLog(), Door(), Door())
    let givenUp = GivenUpTrials()
    aside {
      // Trial 1 runs beside the one that is given up, and is finished.
      log.waitUntil(givenUp: 0)
      other.open()
    }
    let tally = pool(Array(repeating: 1, count: 9), jobs: 2, time: time, handsOver: true, givenUp: givenUp).run {
      index, commit in
      // What has ended its work is not charged with the time that passes now.
      let isWritten = index != 0 && commit()
      log.begin(index)
      if index == 0 {
        log.waitUntil(begun: 1)
        time.pass(11)
        door.wait()
        log.end(0)
        return .done(failed: !commit())
      }
      other.wait()
      if isWritten { log.commit(index) }
      return .done(failed: false)
    } giveUp: { index in
      log.giveUp(index)
    }
    #expect(tally.isHandedOver && tally.computed == 2 && tally.failed == 1 && tally.left == 7)
    #expect(log.givenUp == [0] && log.committed == [1] && log.begun.sorted() == [0, 1] && givenUp.count == 1)
    door.open()
    log.waitUntil(ended: 0)
  }

  @Test("what a trial takes that was given up counts until its thread has ended, and one may always run beside it")
  func memory() {
    let (time, log, door, second) = (ToldTime(), TrialLog(), Door(), Door())
    let givenUp = GivenUpTrials()
    let together = Mutex([[Int]]())
    let running = Mutex(Set<Int>())
    // 80 are held by a thread that does not end: of two of 15 both fit, of 40 and 15 one at a time.
    let bytes = [80, 15, 40, 40]
    aside {
      log.waitUntil(givenUp: 0)
      second.open()
    }
    let tally = pool(bytes, jobs: 2, budget: 100, time: time, givenUp: givenUp).run { index, commit in
      // What has ended its work is not charged with the time that passes now.
      let isWritten = index != 0 && commit()
      log.begin(index)
      if index == 0 {
        log.waitUntil(begun: 1)
        time.pass(11)
        door.wait()
        log.end(0)
        return .done(failed: !commit())
      }
      if index == 1 { second.wait() }
      let now = running.withLock { running in
        running.insert(index)
        return running.sorted()
      }
      together.withLock { $0.append(now) }
      running.withLock { _ = $0.remove(index) }
      return .done(failed: !isWritten)
    } giveUp: { index in
      log.giveUp(index)
    }
    #expect(tally.computed == 4 && log.givenUp == [0])
    #expect(givenUp.count == 1 && tally.abandoned == 1 && givenUp.bytes == 80)
    for trials in together.withLock({ $0 }) {
      #expect(trials.count == 1 || trials.reduce(80) { $0 + bytes[$1] } <= 100, "\(trials)")
    }
    door.open()
    log.waitUntil(ended: 0)
  }

  @Test("waiting for a stage that another makes is not charged; making one that others wait for is")
  func stages() throws {
    let time = ToldTime()
    let (maker, user) = (TrialClock(now: time.now), TrialClock(now: time.now))
    let (shared, stage) = (StageCache(), Stage<Int>(.factorisation, "one"))
    let (isMaking, isWaiting, isMade) = (Door(), Door(), Door())
    aside {
      TrialClock.$current.withValue(maker) {
        _ = try? shared.value(stage) {
          isMaking.open()
          isWaiting.wait()
          time.pass(50)
          return 7
        }
      }
      isMade.open()
    }
    isMaking.wait()
    aside {
      // The user stands in front of the stage, or will: its clock must not move either way.
      while user.isRunning { Thread.sleep(forTimeInterval: 0.001) }
      isWaiting.open()
    }
    let value = try TrialClock.$current.withValue(user) { try shared.value(stage) { 8 }.0 }
    isMade.wait()
    #expect(value == 7 && user.worked == .zero && maker.worked == .seconds(50))
    time.pass(3)
    #expect(user.worked == .seconds(3))
    #expect(user.stop() && !user.giveUp(after: .zero) && user.worked == .seconds(3))
    #expect(maker.giveUp(after: .seconds(52)) && !maker.stop() && !maker.giveUp(after: .zero))
  }

  @Test("nobody waits for a stage whose maker was given up: it is made anew, at the cost of whoever wants it")
  func abandonedStage() throws {
    let time = ToldTime()
    let (maker, user) = (TrialClock(now: time.now), TrialClock(now: time.now))
    let (shared, stage) = (StageCache(), Stage<Int>(.factorisation, "one"))
    let (isMaking, isOver, isMade) = (Door(), Door(), Door())
    let late = Mutex(0)
    aside {
      TrialClock.$current.withValue(maker) {
        let value = try? shared.value(stage) {
          isMaking.open()
          isOver.wait()
          return 7
        }
        late.withLock { $0 = value?.0 ?? 0 }
      }
      isMade.open()
    }
    isMaking.wait()
    aside {
      while user.isRunning { Thread.sleep(forTimeInterval: 0.001) }
      time.pass(11)
      _ = maker.giveUp(after: .seconds(10))
    }
    let value = try TrialClock.$current.withValue(user) {
      try shared.value(stage) {
        time.pass(2)
        return 8
      }.0
    }
    #expect(value == 8 && maker.isGivenUp && user.worked == .seconds(2))
    // Whoever was given up makes no other.
    #expect(throws: TrialClock.GivenUp.self) {
      try TrialClock.$current.withValue(maker) { try shared.value(Stage<Int>(.factorisation, "another")) { 1 }.0 }
    }
    // The first maker has what it made for itself; what is shared stays what it is.
    isOver.open()
    isMade.wait()
    #expect(late.withLock { $0 } == 7)
    #expect(try shared.value(stage) { 9 }.0 == 8)
  }

  @Test(
    "which trials fail is the same with one job and with many, where one stage takes most of the time",
    arguments: [1, 4])
  func anyJobs(jobs: Int) {
    let time = ToldTime()
    let (shared, stage) = (StageCache(), Stage<Int>(.factorisation, "one"))
    let log = TrialLog()
    // Making the stage takes 8 of 10 seconds; whoever waits for it is not late, and nobody else is
    // slow.
    let tally = pool(Array(repeating: 1, count: 12), jobs: jobs, time: time).run { index, commit in
      let made = try? shared.value(stage) {
        time.pass(8)
        return 1
      }.0
      if made == 1, commit() { log.commit(index) }
      return .done(failed: false)
    } giveUp: {
      log.giveUp($0)
    }
    #expect(log.givenUp.isEmpty && tally.failed == 0 && log.committed == Array(0..<12))
  }

  @Test("the time of a thread is the wall clock less what the system says it waited for a processor")
  func threadTime() {
    #expect(ThreadTime.waited("35731 66128 1\n") == .nanoseconds(66128))
    for text in ["", "1 2", "1 x 3", "1 -2 3", "1 2 3 4"] { #expect(ThreadTime.waited(text) == nil) }
    let time = ThreadTime.ofCallingThread()
    let (before, start) = (ContinuousClock.now, time())
    // What is waited for may only slow it down.
    #expect(start <= ContinuousClock.now)
    #expect(time() - start <= ContinuousClock.now - before)
  }
}
