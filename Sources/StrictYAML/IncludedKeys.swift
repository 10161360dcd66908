import Diagnostics
import Files
import Foundation
import Yams

/// Which file each key at the top of a document comes from, where others are included.
///
/// `include: fragments/encoders.yaml`, or a list of files, stands at the top of a document. Paths
/// are relative to the file that names them. A key of the including file wins over the same key of
/// an included one, and a later file over an earlier. Keys that are joined hold names: there each
/// name is looked at by itself, and two included files that differ about one are refused.
struct IncludedKeys: Sendable {
  private var files: [String: String] = [:]
  /// The files of the names below a joined key.
  private var parts: [String: [String: String]] = [:]
  /// The file that was asked for; nil where that is not known.
  private var main: String?

  /// No file but one.
  static let none = IncludedKeys()

  private static let keyword = "include"

  /// The file of a key; nil where no file is included.
  func file(of key: String) -> String? { files[key] }

  /// The file of a name below a key; nil where the key is not joined.
  func file(of name: String, below key: String) -> String? { parts[key]?[name] }

  /// Whether a file is not the one that was asked for, but included.
  func isIncluded(_ file: String) -> Bool { main.map { $0 != file } ?? false }

  /// Whether a message's place names one of the files.
  func hasPlace(_ place: String) -> Bool {
    files.values.contains { place.hasPrefix($0) }
      || parts.values.contains { $0.values.contains { place.hasPrefix($0) } }
  }

  /// The document in `url` with the keys of the files that it includes, and where they come from.
  /// - Parameter joined: the keys whose names are joined.
  /// - Throws: `InputError` for a file that cannot be read, one that leads back to itself, an
  ///   `include` of another form, and included files that differ about a joined name.
  static func resolve(_ url: URL, joined: Set<String> = []) throws -> (Node, IncludedKeys) {
    var known: [URL: (Node, IncludedKeys)] = [:]
    var (node, included) = try resolve(url, joined, within: [], place: url.relativePath, known: &known)
    included.main = url.relativePath
    return (node, included)
  }

  /// Files that include one another may stand this deep.
  private static let mostDeep = 100

  /// A file that several others include is read once, so that the cost is that of all files.
  private static func resolve(
    _ url: URL, _ joined: Set<String>, within chain: [URL], place: String, known: inout [URL: (Node, IncludedKeys)]
  ) throws -> (Node, IncludedKeys) {
    let key = url.standardizedFileURL
    if let resolved = known[key] { return resolved }
    guard chain.count < mostDeep else {
      throw InputError(place, found: "files that include one another over \(mostDeep) deep", expected: "fewer")
    }
    let resolved = try read(url, joined, within: chain, place: place, known: &known)
    known[key] = resolved
    return resolved
  }

  private static func read(
    _ url: URL, _ joined: Set<String>, within chain: [URL], place: String, known: inout [URL: (Node, IncludedKeys)]
  ) throws -> (Node, IncludedKeys) {
    let file = url.relativePath
    try RegularFile.check(url, expected: "a file in YAML")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw InputError(
        place, found: "no readable file '\(file)'", expected: "a file in YAML",
        advice: suggestion(
          forMissing: file,
          otherwise: chain.isEmpty ? "Check the path." : "Paths are relative to the file that names them."))
    }
    let node = try StrictYAML.compose(text, file: file)
    guard case .mapping(let mapping) = node, let include = mapping.first(where: { $0.key.string == keyword })?.value
    else { return (node, .none) }
    let own = position(of: include, in: file)
    var merged = MergedKeys(joined: joined, place: own)
    for name in try names(in: include, own) {
      let other = included(name, by: url)
      guard !(chain + [url]).contains(where: { $0.standardizedFileURL == other.standardizedFileURL }) else {
        throw InputError(
          own, found: "'\(name)', which includes this file", expected: "files that do not lead back here")
      }
      let (part, inner) = try resolve(other, joined, within: chain + [url], place: own, known: &known)
      guard case .mapping(let keys) = part else {
        throw InputError(own, found: "'\(name)', which is \(describe(part))", expected: "a file of keys and values")
      }
      for (key, value) in keys {
        let name = key.string ?? ""
        try merged.add(
          key, value, from: inner.file(of: name) ?? other.relativePath, inner.parts[name] ?? [:],
          besides: mapping.first { $0.key.string == name }?.value)
      }
    }
    for (key, value) in mapping where key.string != keyword { merged.put(key, value, from: file) }
    var origins = IncludedKeys()
    (origins.files, origins.parts) = (merged.files, merged.parts)
    return (.mapping(Node.Mapping(merged.keys, mapping.tag, mapping.style, mapping.mark)), origins)
  }

  /// A file that another one includes, by the path that it gives.
  private static func included(_ name: String, by url: URL) -> URL {
    let folder = url.deletingLastPathComponent().relativePath
    return URL(fileURLWithPath: name.hasPrefix("/") || folder == "." ? name : "\(folder)/\(name)")
  }

  /// The files that the document in `url` includes.
  static func files(of node: Node, in url: URL) throws -> [URL] {
    guard case .mapping(let mapping) = node, let include = mapping.first(where: { $0.key.string == keyword })?.value
    else { return [] }
    return try names(in: include, position(of: include, in: url.relativePath)).map { included($0, by: url) }
  }

  private static func position(of node: Node, in file: String) -> String {
    (node.mark.map { "\(file):\($0.line):\($0.column)" } ?? file) + ": \(keyword)"
  }

  /// One file, or a list of them.
  private static func names(in node: Node, _ place: String) throws -> [String] {
    switch node {
    case .scalar(let scalar) where !scalar.string.isEmpty: return [scalar.string]
    case .sequence(let sequence):
      return try sequence.map { item in
        guard case .scalar(let scalar) = item, !scalar.string.isEmpty else {
          throw InputError(place, found: describe(item), expected: "the path of a file")
        }
        return scalar.string
      }
    default: throw InputError(place, found: describe(node), expected: "the path of a file, or a list of them")
    }
  }
}
