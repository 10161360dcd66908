import Foundation

/// A way to extend the program: one file and one line in a registry.
struct Extension: Decodable, Sendable, CustomStringConvertible {
  /// The heading of its page, "An alignment".
  let kind: String
  /// The file that has this heading; nil for CONTRIBUTING.md.
  let page: String?
  /// The example, in `Examples`: the module and the name of the file.
  let file: String
  /// Where it would stand.
  let folder: String
  /// The file of the registry, what stands before the new line there, and the line.
  let registry: String
  let after: String
  let line: String
  /// What a user types to see it, and what is then printed.
  let lists: [String]
  let listed: String
  /// The tests that run over every entry of the registry.
  let contract: String

  var description: String { kind }

  /// The one new file.
  var path: String { "\(folder)/\(file.split(separator: "/").last ?? "")" }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static var all: [Extension] {
    get throws {
      let file = root.appendingPathComponent("Tests/Extensions/extensions.json")
      return try JSONDecoder().decode([Extension].self, from: Data(contentsOf: file))
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
