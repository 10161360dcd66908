import Foundation

/// The name of a clip of UTD-MHAD: `a<action>_s<subject>_t<trial>`.
struct ClipName: Hashable, Comparable, Sendable {
  let action: Int
  let subject: Int
  let trial: Int

  /// The clip's id, such as `a8_s1_t4`.
  var id: String { "a\(action)_s\(subject)_t\(trial)" }

  init(action: Int, subject: Int, trial: Int) {
    self.action = action
    self.subject = subject
    self.trial = trial
  }

  /// Reads an id; nil for anything that `id` would not write, leading zeros included.
  init?(_ id: String) {
    let parts = id.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, zip(parts, "ast").allSatisfy({ $0.first == $1 }) else { return nil }
    let numbers = parts.compactMap { Int($0.dropFirst()) }
    guard numbers.count == 3 else { return nil }
    self.init(action: numbers[0], subject: numbers[1], trial: numbers[2])
    guard self.id == id else { return nil }
  }

  static func < (a: ClipName, b: ClipName) -> Bool {
    (a.action, a.subject, a.trial) < (b.action, b.subject, b.trial)
  }
}
