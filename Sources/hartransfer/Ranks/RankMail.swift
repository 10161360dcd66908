import Foundation
import Locks
import MessagePassing

/// Messages of all ranks on their way to the first one, in a thread of its own while ranks run
/// their shares. No other thread calls MPI in that time.
final class RankMail: Sendable {
  private struct State {
    var waiting: [RankMessage] = []
    var isClosed = false
  }

  private let ranks: Ranks
  private let state = Mutex(State())
  private let closed = DispatchSemaphore(value: 0)
  private let deliver: @Sendable (_ rank: Int, _ message: RankMessage) -> Void
  /// Seconds between two looks at what has come.
  private static let pause = 0.02

  /// - Parameter deliver: called at the first rank for every message, its own too, one at a time.
  init(_ ranks: Ranks, deliver: @escaping @Sendable (_ rank: Int, _ message: RankMessage) -> Void) {
    (self.ranks, self.deliver) = (ranks, deliver)
    Thread.detachNewThread { [self] in
      work()
      closed.signal()
    }
  }

  /// Puts a message in, from any thread.
  func post(_ message: RankMessage) { state.withLock { $0.waiting.append(message) } }

  /// Waits until all messages are delivered: at the first rank those of all ranks.
  func close() {
    state.withLock { $0.isClosed = true }
    closed.wait()
  }

  private func work() {
    var open = ranks.isFirst ? ranks.count - 1 : 0
    while true {
      let (own, isClosed) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.waiting, state.isClosed)
      }
      for message in own { pass(message) }
      while ranks.isFirst, let (rank, data) = ranks.receive() {
        guard let message = try? JSONDecoder().decode(RankMessage.self, from: data) else { continue }
        deliver(rank, message)
        if message.summary != nil { open -= 1 }
      }
      if isClosed, open == 0 { return }
      Thread.sleep(forTimeInterval: Self.pause)
    }
  }

  private func pass(_ message: RankMessage) {
    if ranks.isFirst {
      deliver(ranks.rank, message)
    } else if let data = try? JSONEncoder().encode(message) {
      ranks.send(data)
    }
  }
}
