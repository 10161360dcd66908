import Foundation
import Locks

/// Threads that work through the trials of a split, group by group (`TrialQueue`).
///
/// What a group shares is in memory while the group is open, and few groups are open at a time. A
/// trial begins when the memory that it and the running ones need, by estimate, is within the
/// budget. A trial that works longer than the timeout (`TrialClock`) is given up. Its thread cannot
/// be stopped: another one takes its place, or the pool begins no other trial (`handsOver`). The
/// first thread ends with that trial, whose memory counts until then.
final class TrialPool: Sendable {
  /// How a trial ended.
  enum Ending: Sendable, Equatable {
    case done(failed: Bool)
    /// Another process has claimed it; it is looked at again later.
    case claimedElsewhere
    /// Another process has made its record.
    case madeElsewhere
  }

  /// What is known of a trial beforehand.
  struct Item: Sendable {
    let group: Int
    /// Bytes that it takes while it runs.
    let bytes: Int
  }

  /// How many trials ended in which way.
  struct Tally: Sendable, Equatable {
    var computed = 0
    var failed = 0
    var madeElsewhere = 0
    /// Trials that were not begun, because the run was ended.
    var left = 0
    /// Threads that still work on trials that were given up.
    var abandoned = 0
    /// Whether a new process is to run what is left.
    var isHandedOver = false
    /// Trials that other processes have claimed, where the pool does not wait for them; they are
    /// among those that are left.
    var claimed = 0
  }

  private struct Running {
    let clock: TrialClock
    let worker: Int
  }

  private struct State {
    var queue: TrialQueue
    var running: [Int: Running] = [:]
    var givenUp: Set<Int> = []
    var ended: Set<Int> = []
    var tally = Tally()
    var isStopped = false
  }

  /// Whether there is nothing left but trials that other processes have claimed.
  private struct Waiting {
    /// How long that is not told.
    let silence: Duration

    private var since: ContinuousClock.Instant?
    private var ended = 0
    private var running: Set<ObjectIdentifier> = []
    private var isTold = false

    init(silence: Duration) { self.silence = silence }

    /// Looks now and then; the number of trials that are waited for, once, where it is to be told.
    mutating func look(at state: State, of count: Int) -> Int? {
      let now = Set(state.running.values.map { ObjectIdentifier($0.clock) })
      // A claim that is asked for again takes no time: what runs at two looks computes.
      let goesOn = state.ended.count != ended || !now.isDisjoint(with: running)
      (ended, running) = (state.ended.count, now)
      guard !goesOn, state.queue.hasPostponedAlone || !now.isEmpty else {
        since = nil
        return nil
      }
      let begun = since ?? .now
      since = begun
      guard !isTold, .now - begun > silence else { return nil }
      isTold = true
      return count - ended
    }
  }

  private let state: Mutex<State>
  private let change = NSCondition()
  private let items: [Item]
  private let jobs: Int
  private let budget: Int?
  private let timeout: Double?
  private let failsFast: Bool
  private let handsOver: Bool
  private let leavesClaimed: Bool
  private let stop: StopSignal
  private let givenUp: GivenUpTrials
  private let now: TrialClock.Time?
  private let silence: Duration
  private let waits: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - budget: bytes that running trials and those that were given up may take together; one may
  ///     always run beside the latter, since nobody knows whether they end.
  ///   - timeout: seconds of its own work after which a trial is given up.
  ///   - handsOver: whether no other trial begins once one was given up.
  ///   - leavesClaimed: whether the pool ends where other processes have claimed all that is left.
  ///   - givenUp: the trials of the run that were given up before.
  ///   - silence: how long `waits` is not called.
  ///   - waits: told how many trials are left, where all of them are claimed by other processes
  ///     and nothing else was done for a while.
  ///   - now: tells the time by which trials are charged; nil for that of their threads
  ///     (`ThreadTime`).
  init(
    _ items: [Item], jobs: Int, budget: Int?, timeout: Double?, failsFast: Bool,
    handsOver: Bool = false, leavesClaimed: Bool = false, stop: StopSignal, givenUp: GivenUpTrials = GivenUpTrials(),
    now: TrialClock.Time? = nil, silence: Duration = .seconds(10), waits: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.items = items
    self.jobs = max(1, min(jobs, items.count))
    self.budget = budget
    self.timeout = timeout
    self.failsFast = failsFast
    self.handsOver = handsOver
    self.leavesClaimed = leavesClaimed
    self.stop = stop
    self.givenUp = givenUp
    self.now = now
    self.silence = silence
    self.waits = waits
    state = Mutex(State(queue: TrialQueue(groups: items.map(\.group))))
  }

  /// Runs everything and returns when nothing is left to wait for.
  /// - Parameters:
  ///   - perform: runs the item at a place; `commit` says, once, whether its result may still be
  ///     written.
  ///   - giveUp: called for an item that exceeds the timeout.
  func run(
    perform: @escaping @Sendable (_ index: Int, _ commit: () -> Bool) -> Ending,
    giveUp: @escaping @Sendable (_ index: Int) -> Void
  ) -> Tally {
    for worker in 0..<jobs { start(worker, perform) }
    watch(perform, giveUp)
    return state.withLock { state in
      state.tally.left = items.count - state.ended.count
      return state.tally
    }
  }

  private func start(_ worker: Int, _ perform: @escaping @Sendable (Int, () -> Bool) -> Ending) {
    let thread = Thread { [self] in
      let wall: TrialClock.Time = { ContinuousClock.now }
      let time = now ?? (timeout == nil ? wall : ThreadTime.ofCallingThread())
      while let (index, clock) = take(worker: worker, time) {
        let ending = TrialClock.$current.withValue(clock) { perform(index) { clock.stop() } }
        guard finish(index, ending) else { return }
      }
    }
    // Deep recursions of LAPACK and the decoders fit with room to spare.
    thread.stackSize = 16 << 20
    thread.start()
  }

  /// Waits for the end, giving up on trials that take too long.
  private func watch(
    _ perform: @escaping @Sendable (Int, () -> Bool) -> Ending, _ giveUp: @escaping @Sendable (Int) -> Void
  ) {
    var waiting = Waiting(silence: silence)
    while true {
      if let left = state.withLock({ waiting.look(at: $0, of: items.count) }) { waits(left) }
      for (index, worker) in late() {
        stop.trialEnds()
        giveUp(index)
        if !handsOver { start(worker, perform) }
      }
      change.lock()
      if isOver {
        change.unlock()
        return
      }
      _ = change.wait(until: Date(timeIntervalSinceNow: min(timeout ?? 1, 1) / 4))
      change.unlock()
    }
  }

  /// Gives up the trials that have worked too long.
  private func late() -> [(index: Int, worker: Int)] {
    guard let timeout else { return [] }
    return state.withLock { state in
      let late = state.running.filter { $0.value.clock.giveUp(after: .seconds(timeout)) }.sorted { $0.key < $1.key }
      for (index, _) in late {
        state.running[index] = nil
        state.givenUp.insert(index)
        state.ended.insert(index)
        state.tally.computed += 1
        state.tally.failed += 1
        state.tally.abandoned += 1
        if failsFast { state.isStopped = true }
        if handsOver { state.tally.isHandedOver = true }
        givenUp.begin(bytes: items[index].bytes)
      }
      return late.map { ($0.key, $0.value.worker) }
    }
  }

  private var isOver: Bool {
    state.withLock { state in
      guard state.running.isEmpty else { return false }
      if leavesClaimed, state.queue.hasPostponedAlone { state.tally.claimed = items.count - state.ended.count }
      return state.ended.count == items.count || isEnding(state)
    }
  }

  /// Whether no other trial begins.
  private func isEnding(_ state: State) -> Bool {
    state.isStopped || state.tally.isHandedOver || state.tally.claimed > 0 || stop.isRequested
  }

  /// The next trial for a thread; nil where there is none for it. Waits for memory and for trials
  /// of other processes.
  private func take(worker: Int, _ time: @escaping TrialClock.Time) -> (index: Int, clock: TrialClock)? {
    while true {
      var mustWait = false
      let taken = state.withLock { state -> (Int, TrialClock)? in
        guard !isEnding(state), let (index, origin) = state.queue.next(for: worker) else {
          return nil
        }
        let used = state.running.keys.reduce(givenUp.bytes) { $0 + items[$1].bytes }
        if let budget, !state.running.isEmpty, used + items[index].bytes > budget {
          mustWait = true
          return nil
        }
        state.queue.remove(origin, for: worker)
        let clock = TrialClock(now: time)
        state.running[index] = Running(clock: clock, worker: worker)
        stop.trialBegins()
        return (index, clock)
      }
      if let taken { return taken }
      let (isEnded, hasMore) = state.withLock { state in
        (isEnding(state), mustWait || !state.queue.isEmpty)
      }
      guard !isEnded, hasMore else { return nil }
      change.lock()
      _ = change.wait(until: Date(timeIntervalSinceNow: 0.05))
      change.unlock()
    }
  }

  /// Notes how a trial ended; false where it had been given up, so that another thread has taken
  /// this one's place.
  private func finish(_ index: Int, _ ending: Ending) -> Bool {
    let goesOn = state.withLock { state in
      guard !state.givenUp.contains(index) else {
        state.tally.abandoned -= 1
        givenUp.end(bytes: items[index].bytes)
        return false
      }
      state.running[index] = nil
      stop.trialEnds()
      switch ending {
      case .claimedElsewhere:
        state.queue.postpone(index)
        return true
      case .madeElsewhere: state.tally.madeElsewhere += 1
      case .done(let failed):
        state.tally.computed += 1
        if failed {
          state.tally.failed += 1
          if failsFast { state.isStopped = true }
        }
      }
      state.ended.insert(index)
      return true
    }
    change.lock()
    change.broadcast()
    change.unlock()
    return goesOn
  }
}
