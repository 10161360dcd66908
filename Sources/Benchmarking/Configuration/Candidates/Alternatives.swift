import Diagnostics

/// A value of a configuration, or several by name of which one is chosen for each split and
/// direction: `{candidates: {plain: ..., rich: ...}}`.
struct Alternatives<Value: Decodable & Sendable>: Decodable, Sendable {
  /// In the order of their names, so that the order in a file decides nothing.
  let named: [(name: String, value: Value)]
  /// The one that there is, or the first.
  let first: Value
  /// Whether several are given.
  var areOpen: Bool { !named.isEmpty }

  private enum CodingKeys: CodingKey { case candidates }

  /// Reads a value, or what stands below `candidates`.
  /// - Throws: `InputError` for fewer than two candidates, and for a name that is empty.
  init(from decoder: any Decoder) throws {
    // A list has no keys.
    guard let container = try? decoder.container(keyedBy: CodingKeys.self), container.contains(.candidates) else {
      (named, first) = ([], try Value(from: decoder))
      return
    }
    let values = try container.decode([String: Value].self, forKey: .candidates)
    named = values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    guard named.count > 1, let leading = named.first?.value else {
      throw InputError(
        "candidates", found: named.first.map { "'\($0.name)' alone" } ?? "none",
        expected: "two or more, each by a name",
        advice: "Write a single one without 'candidates'.")
    }
    guard !named.contains(where: { $0.name.isEmpty }) else {
      throw InputError("candidates", found: "an empty name", expected: "a name for each")
    }
    first = leading
  }
}
