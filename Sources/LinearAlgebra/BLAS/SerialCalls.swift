import COpenBLAS
import Locks

extension BLASLibrary {
  /// How many callers are inside `withSerialCalls`, and the number of threads to restore after the
  /// last of them.
  private static let serial = Mutex((callers: 0, threads: 1))

  /// Runs `body`, which spreads many small calls over threads itself, while every call uses one
  /// thread.
  ///
  /// `body` is handed the number of threads that a call might have used. Small calls that each
  /// start threads of their own would wait for one another. Callers may nest and overlap; the last
  /// to leave restores the number of threads.
  public static func withSerialCalls<R>(_ body: (_ threads: Int) throws -> R) rethrows -> R {
    let threads = serial.withLock { state in
      if state.callers == 0 { state.threads = Self.threads }
      state.callers += 1
      if state.threads > 1 { setThreads(1) }
      return state.threads
    }
    defer {
      serial.withLock { state in
        state.callers -= 1
        if state.callers == 0, state.threads > 1 { setThreads(state.threads) }
      }
    }
    return try body(threads)
  }
}
