import Locks

/// A request to end a run early, from any thread: trials that run are finished, no other is begun.
public final class StopSignal: Sendable {
  private struct State {
    var isRequested = false
    var running = 0
  }

  private let state = Mutex(State())

  /// Nothing is requested yet.
  public init() {}

  /// Asks for the end.
  /// - Returns: the number of trials that run at this moment, and whether the end was asked for
  ///   before.
  @discardableResult
  public func request() -> (running: Int, isRepeated: Bool) {
    state.withLock { state in
      defer { state.isRequested = true }
      return (state.running, state.isRequested)
    }
  }

  /// Whether the end was asked for.
  public var isRequested: Bool { state.withLock { $0.isRequested } }

  func trialBegins() { state.withLock { $0.running += 1 } }
  func trialEnds() { state.withLock { $0.running -= 1 } }
}
