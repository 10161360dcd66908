import Locks

/// Trials of a run that were given up while their threads still work. A thread cannot be stopped,
/// so what it holds stays held.
final class GivenUpTrials: Sendable {
  private let state = Mutex((count: 0, bytes: 0))

  /// How many threads there are.
  var count: Int { state.withLock { $0.count } }

  /// Bytes that they take, by estimate.
  var bytes: Int { state.withLock { $0.bytes } }

  func begin(bytes: Int) {
    state.withLock {
      $0.count += 1
      $0.bytes += bytes
    }
  }

  func end(bytes: Int) {
    state.withLock {
      $0.count -= 1
      $0.bytes -= bytes
    }
  }
}
