import Records
import Diagnostics
import Foundation

/// How a user names a row: an alignment or a bound, with as many parameters as tell it from others,
/// `perfect:k=64,scaling=raw`. Where clips are compared with their frames it has the level,
/// `ridge-cca:level=frames`; where pairs of one data set are compared with those of another, the
/// data set: `ridge-cca:pairs=own` and `ridge-cca:pairs=utd-mhad`.
public struct RowQuery: Sendable, Equatable {
  /// The text as it was given.
  public let text: String
  /// The alignment's name.
  public let name: String
  /// Parameters by name (the whole path or its last key), with the value as text.
  public let parameters: [(name: String, value: String)]
  /// The level; nil where none was named.
  public let level: Level?
  /// The data set that the pairs are from, `own` for the data set itself; nil where none was named.
  public let pairs: String?

  /// Reads `name` or `name:key=value,key=value`.
  /// - Throws: `InputError` where something is no `key=value`.
  public init(_ text: String) throws {
    self.text = text
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(parts[0])
    let pairs = try (parts.count > 1 ? Self.pairs(parts[1]) : []).map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else {
        throw InputError(
          "row '\(text)'", found: "'\(pair)'", expected: "a parameter with its value, such as k=64",
          advice: "Write an alignment's name, or a name with parameters: perfect:k=64,scaling=centred.")
      }
      return (String(sides[0]), String(sides[1]))
    }
    parameters = pairs.filter { $0.0 != Self.levelKey && $0.0 != Self.pairsKey }
    self.pairs = pairs.last { $0.0 == Self.pairsKey }?.1
    level = try pairs.last { $0.0 == Self.levelKey }.map { try Self.level($0.1, of: text) }
    guard !name.isEmpty, parts.count == 1 || !pairs.isEmpty else {
      throw InputError(
        "row '\(text)'", found: name.isEmpty ? "no name" : "no parameter after ':'",
        expected: "an alignment's name, or a name with parameters: perfect:k=64,scaling=centred")
    }
  }

  private static let levelKey = "level"
  private static let pairsKey = "pairs"

  /// The text between commas; those inside brackets belong to a list.
  private static func pairs(_ text: Substring) -> [Substring] {
    var depth = 0
    return text.split { character in
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      return character == "," && depth <= 0
    }
  }

  private static func level(_ word: String, of text: String) throws -> Level {
    if let level = Level(named: word) { return level }
    throw unknown(word, of: text, among: Level.allCases)
  }

  private static func unknown(_ level: String, of text: String, among levels: [Level]) -> InputError {
    let known = levels.map(\.word).sorted()
    return InputError(
      "row '\(text)'", found: "the level '\(level)'", expected: "one of \(known.joined(separator: ", "))",
      advice: suggestion(for: level, among: known))
  }

  /// Queries are equal where their texts are.
  public static func == (a: RowQuery, b: RowQuery) -> Bool { a.text == b.text }

  /// Whether the query describes that trial's alignment, at its level.
  public func matches(_ trial: TrialDescription) -> Bool {
    matches(trial.alignment) && (level ?? trial.level) == trial.level
      && (pairs ?? trial.originOfPairs) == trial.originOfPairs
  }

  /// Refuses what none of the trials has, with the nearest there is.
  func check(among trials: [TrialDescription]) throws {
    let levels = Set(trials.map(\.level))
    if let level, !levels.contains(level) { throw Self.unknown(level.word, of: text, among: Array(levels)) }
    let origins = trials.map(\.originOfPairs).distinct
    if let pairs, !origins.contains(pairs) {
      throw InputError(
        "row '\(text)'", found: "pairs of '\(pairs)'", expected: "one of \(origins.joined(separator: ", "))",
        advice: suggestion(for: pairs, among: origins))
    }
    let own = trials.filter { (level == nil || level == $0.level) && (pairs == nil || pairs == $0.originOfPairs) }
    try check(among: own.map(\.alignment))
  }

  /// Whether the query describes that alignment.
  func matches(_ alignment: TrialDescription.Choice) -> Bool {
    guard alignment.name == name else { return false }
    let leaves = alignment.parameters.leaves
    return parameters.allSatisfy { wanted in
      leaves.contains { key, value in Self.names(wanted.name, key) && Self.means(wanted.value, value) }
    }
  }

  /// Refuses a name or a parameter that none of the alignments has, with the nearest there is.
  private func check(among alignments: [TrialDescription.Choice]) throws {
    let named = alignments.filter { $0.name == name }
    guard !named.isEmpty else {
      throw InputError(
        "row '\(text)'", found: "no row of '\(name)'", expected: "an alignment or a bound of these results",
        advice: suggestion(for: name, among: Set(alignments.map(\.name)).sorted()))
    }
    let keys = Set(named.flatMap(\.parameters.leaves.keys)).sorted()
    for parameter in parameters {
      guard keys.contains(where: { Self.names(parameter.name, $0) }) else {
        throw InputError(
          "row '\(text)'", found: "the parameter '\(parameter.name)', which \(name) does not have",
          expected: "a parameter of \(name)", advice: suggestion(for: parameter.name, among: keys))
      }
    }
    guard named.contains(where: matches) else {
      throw InputError(
        "row '\(text)'", found: "no row of \(name) with these parameters", expected: "values that these results have",
        advice: "They have: " + Self.list(named) + ".")
    }
  }

  /// How each of several alignments can be named apart, in their order and each once.
  static func list(_ alignments: [TrialDescription.Choice]) -> String {
    texts(naming: alignments).joined(separator: "; ")
  }

  /// The texts that name the alignments of rows apart from others of their name, each once.
  public static func texts(naming rows: [TrialDescription]) -> [String] {
    Dictionary(grouping: rows.map(\.alignment).distinct, by: \.name).sorted { $0.key < $1.key }
      .flatMap { texts(naming: $0.value) }
  }

  private static func texts(naming alignments: [TrialDescription.Choice]) -> [String] {
    let leaves = alignments.map(\.parameters.leaves)
    let keys = Set(leaves.flatMap(\.keys)).sorted().filter { key in leaves.contains { $0[key] != leaves[0][key] } }
    return zip(alignments, leaves).map { alignment, own in
      let told = keys.compactMap { key in own[key].map { "\(key)=\($0)" } }
      return alignment.name + (told.isEmpty ? "" : ":" + told.joined(separator: ","))
    }.distinct
  }

  private static func names(_ wanted: String, _ key: String) -> Bool { key == wanted || key.hasSuffix(".\(wanted)") }

  private static func means(_ wanted: String, _ value: JSONValue) -> Bool {
    switch value {
    case .integer(let number): Double(wanted) == Double(number)
    case .number(let number): Double(wanted) == number
    default: value.description == wanted
    }
  }
}
