import Diagnostics
import Records

/// Names of rows that are as short as tells them apart: the alignment, then the fewest parameters
/// in which rows of that alignment differ, `k` first. A word stands without its key, and what most
/// rows have is not said: `perfect k=64 raw`, `perfect k=64 shared raw`.
public struct ShortNames: Sendable {
  /// In the order of the descriptions; equal only where their alignments are.
  public let names: [String]

  public init(_ trials: [TrialDescription]) {
    let alignments = trials.map(\.alignment)
    let leaves = alignments.map { $0.parameters.leaves }
    var short = alignments.map(\.name)
    for name in short.distinct {
      let own = alignments.indices.filter { alignments[$0].name == name }
      for (index, text) in zip(own, Self.texts(own.map { leaves[$0] })) where !text.isEmpty {
        short[index] += " " + text
      }
    }
    for (index, alignment) in alignments.enumerated() {
      if let row = alignment.importedRow { short[index] = "\(alignment.name) \(row)" }
    }
    let levels = Set(trials.map(\.level)).count > 1
    names = zip(short, trials).map { levels ? "\($0) \($1.level.word)" : $0 }
  }

  /// What tells each of the choices from the others.
  private static func texts(_ choices: [[String: JSONValue]]) -> [String] {
    let keys = telling(choices)
    let usual = keys.filter { $0 != "k" }.reduce(into: [String: JSONValue]()) { usual, key in
      let values = choices.compactMap { $0[key] }
      usual[key] = values.distinct.first { value in 2 * values.count { $0 == value } > choices.count }
    }
    func texts(omitting usual: [String: JSONValue]) -> [String] {
      choices.map { choice in
        keys.compactMap { key in choice[key].flatMap { $0 == usual[key] ? nil : text(key, $0) } }
          .joined(separator: " ")
      }
    }
    let short = texts(omitting: usual)
    return Set(short).count == Set(choices).count ? short : texts(omitting: [:])
  }

  /// Keys that tell all of the choices apart: those that split them further, one after the other,
  /// without those that the later ones make needless.
  private static func telling(_ choices: [[String: JSONValue]]) -> [String] {
    let all = Set(choices.flatMap(\.keys)).sorted { first, second in
      (first == "k" ? 0 : first.count, first) < (second == "k" ? 0 : second.count, second)
    }
    func kinds(_ keys: [String]) -> Int { Set(choices.map { choice in keys.map { choice[$0] } }).count }
    let wanted = kinds(all)
    var telling: [String] = []
    for key in all where kinds(telling) < wanted && kinds(telling + [key]) > kinds(telling) { telling.append(key) }
    for key in telling.reversed() {
      let others = telling.filter { $0 != key }
      if kinds(others) == wanted { telling = others }
    }
    return telling
  }

  private static func text(_ key: String, _ value: JSONValue) -> String {
    if let word = value.text { return word }
    return "\(key.split(separator: ".").last ?? "")=\(value)"
  }
}
