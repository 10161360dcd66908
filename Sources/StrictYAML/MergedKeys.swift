import Diagnostics
import Yams

/// The keys of a document and of the files that it includes, put together one after the other.
struct MergedKeys {
  /// The keys that hold names, each of which counts by itself.
  let joined: Set<String>
  /// Where the files are included, for messages.
  let place: String
  /// The keys with their values.
  private(set) var keys: [(Node, Node)] = []
  /// The file of each key.
  private(set) var files: [String: String] = [:]
  /// The file of each name below a joined key.
  private(set) var parts: [String: [String: String]] = [:]

  init(joined: Set<String>, place: String) {
    (self.joined, self.place) = (joined, place)
  }

  /// Adds a key of an included file.
  /// - Parameters:
  ///   - inner: the files of the names below it, where it is put together itself.
  ///   - own: the value of the including file, whose names win whatever others say.
  /// - Throws: `InputError` where an earlier file says something else of a name.
  mutating func add(
    _ key: Node, _ value: Node, from file: String, _ inner: [String: String], besides own: Node?
  ) throws {
    guard let name = key.string else { return }
    if joined.contains(name), case .mapping(let earlier)? = self.value(of: name), case .mapping(let later) = value {
      for (part, other) in later {
        guard let text = part.string, let known = Self.value(of: text, in: earlier), known != other,
          own?.mapping.flatMap({ Self.value(of: text, in: $0) }) == nil
        else { continue }
        throw InputError(
          place, found: "\(name): '\(text)' in \(parts[name]?[text] ?? "?") and another one in \(inner[text] ?? file)",
          expected: "one", advice: "Include one of the files, or give '\(text)' in this one, which wins.")
      }
    }
    put(key, value, from: file, inner)
  }

  /// Puts a key in the place of an earlier one; a joined key, name by name.
  mutating func put(_ key: Node, _ value: Node, from file: String, _ inner: [String: String] = [:]) {
    guard let name = key.string else { return }
    let earlier = self.value(of: name)
    keys.removeAll { $0.0.string == name }
    files[name] = file
    guard joined.contains(name), case .mapping(let later) = value else { return keys.append((key, value)) }
    var entries: [(Node, Node)] = []
    if case .mapping(let known)? = earlier {
      entries = known.filter { part in !later.contains { $0.key.string == part.key.string } }.map { ($0.key, $0.value) }
    }
    for (part, other) in later {
      entries.append((part, other))
      if let text = part.string { parts[name, default: [:]][text] = inner[text] ?? file }
    }
    keys.append((key, .mapping(Node.Mapping(entries, later.tag, later.style, later.mark))))
  }

  private static func value(of name: String, in mapping: Node.Mapping) -> Node? {
    mapping.first { $0.key.string == name }?.value
  }

  private func value(of name: String) -> Node? { keys.first { $0.0.string == name }?.1 }
}
