/// What was left out for one reason.
public struct LeftOut: Sendable, Codable, Equatable {
  public var reason: String
  /// What `count` counts.
  public var what: SkippedFile.What
  /// How many.
  public var count: Int
  /// How many of each class, where that is known.
  public var classes: [String: Int]?
  /// How many of each person, where that is known.
  public var subjects: [String: Int]?

  /// Sums up by reason, the most frequent first.
  public static func grouping(_ skipped: [SkippedFile]) -> [LeftOut] {
    var found: [[String]: LeftOut] = [:]
    for one in skipped {
      let key = [one.cause, one.what.rawValue]
      var group = found[key] ?? LeftOut(reason: one.cause, what: one.what, count: 0)
      group.count += one.count
      if let name = one.className { group.classes = (group.classes ?? [:]).adding(one.count, to: name) }
      if let subject = one.subject { group.subjects = (group.subjects ?? [:]).adding(one.count, to: "\(subject)") }
      found[key] = group
    }
    return found.values.sorted { ($1.count, $0.reason, $0.what.rawValue) < ($0.count, $1.reason, $1.what.rawValue) }
  }

  /// Whether something is lost that the manifest does not itself leave out.
  public var isLoss: Bool { !reason.hasPrefix("'skip' names") }

  /// In words.
  public var text: String {
    let noun = count == 1 ? String(what.rawValue.dropLast()) : what.rawValue
    let parts = [Self.largest(classes, "class"), Self.largest(subjects, "subject")].compactMap(\.self)
    return "\(count) \(noun): \(reason)" + (parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))")
  }

  /// The most frequent names with their counts, at most six of them.
  private static func largest(_ counts: [String: Int]?, _ noun: String) -> String? {
    guard let counts, !counts.isEmpty else { return nil }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = sorted.prefix(6).map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    return "by \(noun) \(shown)" + (sorted.count > 6 ? " and \(sorted.count - 6) more" : "")
  }
}

extension [String: Int] {
  fileprivate func adding(_ count: Int, to name: String) -> [String: Int] {
    var result = self
    result[name, default: 0] += count
    return result
  }
}
