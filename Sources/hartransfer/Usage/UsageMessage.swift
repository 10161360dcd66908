import Diagnostics

/// The parser's message about wrong usage, in the form of all other messages.
struct UsageMessage {
  let text: String

  /// - Parameter parsed: the message with the usage line below it.
  init(_ parsed: String) {
    guard parsed.hasPrefix(Self.prefix) else {
      text = parsed
      return
    }
    let message = "error: " + parsed.dropFirst(Self.prefix.count)
    guard let (values, suggestion) = Self.suggestion(message) else {
      text = message
      return
    }
    text = message.replacing(values, with: "\(values) \(suggestion)", maxReplacements: 1)
  }

  private static let prefix = "Error: "

  /// What may have been meant by a value that is none of those listed, and the text of that list.
  ///
  /// The parser lists the values and does not say which is near.
  private static func suggestion(_ message: String) -> (values: String, suggestion: String)? {
    let refusal = /The value '(?<value>.*)' is invalid for .*\. (?<list>Please provide one of [^\n]+\.)/
    guard let match = message.firstMatch(of: refusal) else { return nil }
    let known = match.list.matches(of: /'([^']+)'/).map { String($0.1) }
    return nearestName(to: String(match.value), among: known).map { (String(match.list), "Did you mean '\($0)'?") }
  }
}
