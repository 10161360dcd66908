/// An input that was refused: where it stands, what was found, what was expected and what to do
/// about it.
///
/// Every problem that a user can cause or mend is reported with this one type, so that all messages
/// read alike:
///
///     features.h5: /labels: found 29 at row 17; expected a class index from 0 to 26. Check ...
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file, the object in it, the line or the option concerned, outermost first, joined by ": ".
  public var place: String
  /// The value that was found there.
  public var found: String
  /// The values that would have been accepted.
  public var expected: String
  /// What the user can do; empty if nothing can be said.
  public var advice: String
  /// Further faults of the same input, in its order.
  public private(set) var others: [InputError] = []

  /// Creates an error from its four parts.
  public init(_ place: String, found: String, expected: String, advice: String = "") {
    self.place = place
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// Several faults of one input as one; nil where there is none.
  public init?(all faults: [InputError]) {
    guard var first = faults.first else { return nil }
    first.others += faults.dropFirst()
    self = first
  }

  /// Each fault by itself.
  public var all: [InputError] {
    var first = self
    first.others = []
    return [first] + others
  }

  /// A line for each fault: place, found, expected, advice.
  public var description: String { all.map(\.line).joined(separator: "\n") }

  private var line: String {
    "\(place): found \(found); expected \(expected)." + (advice.isEmpty ? "" : " " + advice)
  }

  /// The same with each fault changed.
  func mapped(_ change: (InputError) -> InputError) -> InputError {
    var first = change(self)
    first.others = others.map(change)
    return first
  }
}
