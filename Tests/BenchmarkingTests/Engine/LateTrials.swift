import Foundation
import Locks

@testable import Benchmarking

/// A time that passes when the test says so.
final class ToldTime: Sendable {
  private let time = Mutex(ContinuousClock.now)

  var now: TrialClock.Time { { self.time.withLock { $0 } } }

  func pass(_ seconds: Double) { time.withLock { $0 += .seconds(seconds) } }
}

/// A door that opens once, for all who wait.
final class Door: Sendable {
  private let condition = NSCondition()
  private let isOpen = Mutex(false)

  func open() {
    condition.withLock {
      isOpen.withLock { $0 = true }
      condition.broadcast()
    }
  }

  func wait() {
    condition.withLock { while !isOpen.withLock({ $0 }) { condition.wait() } }
  }
}

/// What happens in a pool, noted from its threads.
final class TrialLog: Sendable {
  private let state = Mutex((begun: [Int](), ended: [Int](), givenUp: [Int](), committed: [Int]()))
  private let condition = NSCondition()

  var begun: [Int] { state.withLock { $0.begun } }
  var givenUp: [Int] { state.withLock { $0.givenUp } }
  var committed: [Int] { state.withLock { $0.committed.sorted() } }

  func begin(_ index: Int) { note { $0.begun.append(index) } }
  func end(_ index: Int) { note { $0.ended.append(index) } }
  func giveUp(_ index: Int) { note { $0.givenUp.append(index) } }
  func commit(_ index: Int) { note { $0.committed.append(index) } }

  private func note(_ change: (inout (begun: [Int], ended: [Int], givenUp: [Int], committed: [Int])) -> Void) {
    condition.withLock {
      state.withLock { change(&$0) }
      condition.broadcast()
    }
  }

  func waitUntil(begun index: Int) { wait { $0.begun.contains(index) } }
  func waitUntil(ended index: Int) { wait { $0.ended.contains(index) } }
  func waitUntil(givenUp index: Int) { wait { $0.givenUp.contains(index) } }

  private func wait(_ isSo: ((begun: [Int], ended: [Int], givenUp: [Int], committed: [Int])) -> Bool) {
    condition.withLock { while !state.withLock({ isSo($0) }) { condition.wait() } }
  }
}
