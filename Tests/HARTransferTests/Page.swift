import Foundation

/// A page of the documentation with its blocks of code.
struct Page: Sendable, CustomStringConvertible {
  /// From the package's folder.
  let path: String
  /// The blocks in their order: the word behind the fence, what stands in the line before it, and
  /// the text.
  let blocks: [(language: String, before: String, text: String)]

  var description: String { path }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    var blocks: [(language: String, before: String, text: String)] = []
    var open = false
    var before = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if !open { blocks.append((String(line.dropFirst(3)), before, "")) }
        open.toggle()
      } else if open {
        blocks[blocks.count - 1].text += line + "\n"
      } else if !line.isEmpty {
        before = String(line)
      }
    }
    self.blocks = blocks
  }

  /// What the programs of the page print: the blocks of text right after them.
  var outputs: [String] {
    zip(blocks, blocks.dropFirst()).compactMap { $1.language == "text" && $0.language != "sh" ? $1.text : nil }
  }

  /// Writes the page's YAML files, each named in the line before it, into a folder of their own.
  func inFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for block in blocks where block.language == "yaml" {
      guard let name = block.before.firstMatch(of: /`([\w-]+\.yaml)`/)?.output.1 else { continue }
      try block.text.write(to: folder.appending(path: String(name)), atomically: true, encoding: .utf8)
    }
    return try body(folder)
  }
}
