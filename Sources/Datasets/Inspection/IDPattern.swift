import Foundation

/// A regular expression that takes class, subject and trial out of ids such as `a1_s2_t3` or
/// `wave-s02-r1`.
struct IDPattern {
  let expression: String
  /// The different values of the group `class`, in the order of their numbers; none where there is
  /// no such group.
  let classes: [String]
  /// The groups that it has.
  let groups: [String]

  private static let meanings: [(group: String, words: [String])] = [
    ("class", ["a", "act", "action", "activity", "c", "class", "g", "gesture", "label"]),
    ("subject", ["s", "sub", "subj", "subject", "p", "person", "u", "user"]),
    ("trial", ["t", "trial", "r", "rep", "repetition", "take", "e"]),
    ("session", ["ses", "session", "day"]),
  ]

  /// Guesses it; nil where the ids are not all built alike, or tell nothing.
  init?(_ ids: [String]) {
    guard let first = ids.first, ids.count > 1 else { return nil }
    let separators = first.filter { $0 == "_" || $0 == "-" }
    let pieces = ids.map { $0.split(omittingEmptySubsequences: false) { $0 == "_" || $0 == "-" }.map(String.init) }
    guard !separators.isEmpty,
      ids.allSatisfy({ $0.filter { $0 == "_" || $0 == "-" } == separators }),
      pieces.allSatisfy({
        $0.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
      })
    else { return nil }
    var parts: [String] = []
    var groups: [String] = []
    var classes: [String] = []
    for place in pieces[0].indices {
      let tokens = pieces.map { $0[place] }
      let letters = Set(tokens.map { String($0.prefix { $0.isLetter }) })
      let endInDigits = tokens.allSatisfy { token in
        let digits = token.drop { $0.isLetter }
        return !digits.isEmpty && digits.allSatisfy(\.isNumber)
      }
      let meaning =
        letters.count == 1 ? Self.meanings.first { $0.words.contains(letters.first?.lowercased() ?? "") } : nil
      let distinct = Set(tokens)
      if endInDigits, let prefix = letters.first, let group = meaning?.group, !groups.contains(group) {
        groups.append(group)
        if group == "class" { classes = Array(distinct) }
        parts.append(group == "class" ? "(?<class>\(prefix)\\d+)" : "\(prefix)(?<\(group)>\\d+)")
      } else if tokens.allSatisfy({ $0.allSatisfy(\.isLetter) }), !groups.contains("class"), distinct.count > 1,
        distinct.count <= ids.count / 2
      {
        groups.append("class")
        classes = Array(distinct)
        parts.append("(?<class>[A-Za-z]+)")
      } else {
        parts.append("[A-Za-z0-9]+")
      }
    }
    guard !groups.isEmpty else { return nil }
    self.groups = groups
    self.classes = classes.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
    var expression = "^" + parts[0]
    for (separator, part) in zip(separators, parts.dropFirst()) { expression += "\(separator)\(part)" }
    self.expression = expression + "$"
  }
}
