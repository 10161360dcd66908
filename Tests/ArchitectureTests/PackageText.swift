import Foundation

/// The package's own files, read once.
enum PackageText {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All Swift files, by path.
  static let swift: [SourceFile] = paths(under: ["Sources", "Tests", "Benchmarks/Sources"]).filter {
    $0.hasSuffix(".swift")
  }
  .compactMap { path in text(path).map { SourceFile(path: path, text: $0) } }

  static let sources = swift.filter { $0.path.hasPrefix("Sources/") }

  static func text(_ path: String) -> String? {
    try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// The paths of all files below the folders, hidden ones and data left out.
  static func paths(under folders: [String]) -> [String] {
    folders.flatMap { folder -> [String] in
      let below = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
      let paths = below?.compactMap { $0 as? String } ?? []
      return paths.filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "data" } }
        .map { "\(folder)/\($0)" }
    }.sorted()
  }
}
