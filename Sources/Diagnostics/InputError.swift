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

  /// Creates an error from its four parts.
  public init(_ place: String, found: String, expected: String, advice: String = "") {
    self.place = place
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// One line: place, found, expected, advice.
  public var description: String {
    "\(place): found \(found); expected \(expected)." + (advice.isEmpty ? "" : " " + advice)
  }
}
