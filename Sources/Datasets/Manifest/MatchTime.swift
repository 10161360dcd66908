import Diagnostics
import Foundation
import Locks

/// Bounds the time that regular expressions of a manifest take.
///
/// An expression with nested repetitions may need longer for one text than anybody lives, and the
/// engines know no bound. So matching is done in a thread of its own. One that does not end is left
/// behind; the error that is thrown ends the command, and the thread with it.
enum MatchTime {
  /// Seconds for all texts together, beside a millisecond a text.
  static let mostSeconds = 10.0

  /// What `body` gives, if it ends in time.
  /// - Parameters:
  ///   - expression: for the message.
  ///   - count: the number of texts that are matched.
  ///   - seconds: the bound, beside a millisecond a text.
  ///   - place: for the message.
  static func bounded<Value: Sendable>(
    _ expression: String, count: Int, seconds: Double = mostSeconds, place: String,
    _ body: @escaping @Sendable () throws -> Value
  ) throws -> Value {
    let result = Outcome<Value>()
    let thread = Thread {
      let own = Result { try body() }
      result.value.withLock { $0 = own }
      result.isDone.signal()
    }
    // Backtracking engines may recurse as deep as a text is long.
    thread.stackSize = 64 << 20
    thread.start()
    let bound = seconds + Double(count) / 1000
    guard result.isDone.wait(timeout: .now() + bound) == .success, let value = result.value.withLock({ $0 }) else {
      throw InputError(
        place, found: "'\(expression)', which did not come to an end on \(count) texts within \(bound.formatted()) s",
        expected: "an expression that does", advice: "Avoid repetitions within repetitions, such as '(a+)+'.")
    }
    return try value.get()
  }

  private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Result<Value, any Error>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
  }
}
