import Foundation
import Locks

/// The time of a thread: the wall clock less what it waited for a processor, where the system says
/// that.
///
/// With more jobs than processors a trial is then not charged with the turns of others.
enum ThreadTime {
  /// The time of the calling thread, to be asked from any thread.
  static func ofCallingThread() -> TrialClock.Time {
    guard let thread = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self"),
      let first = waited(inFile: "/proc/\(thread)/schedstat")
    else { return { ContinuousClock.now } }
    let last = LastKnown(first)
    return { ContinuousClock.now - last.updated(by: waited(inFile: "/proc/\(thread)/schedstat")) }
  }

  private static func waited(inFile path: String) -> Duration? {
    (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { waited($0) }
  }

  /// The second of three numbers, in nanoseconds: time on a processor, time spent waiting for one,
  /// turns.
  static func waited(_ text: String) -> Duration? {
    let numbers = text.split(whereSeparator: \.isWhitespace).map { Int64($0) }
    guard numbers.count == 3, let waited = numbers[1], waited >= 0 else { return nil }
    return .nanoseconds(waited)
  }

  /// What was known last, for when the system says nothing any more.
  private final class LastKnown: Sendable {
    private let waited: Mutex<Duration>

    init(_ waited: Duration) { self.waited = Mutex(waited) }

    func updated(by new: Duration?) -> Duration {
      waited.withLock { waited in
        waited = max(waited, new ?? waited)
        return waited
      }
    }
  }
}
