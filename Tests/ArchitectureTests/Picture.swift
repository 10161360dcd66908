import Foundation

/// The block of `Sources/README.md` that says what may use what: a line a target, or a folder of
/// Benchmarking, with all that it uses.
enum Picture {
  static let lines: [(name: String, uses: [String])] = {
    let text = PackageText.text("Sources/README.md") ?? ""
    let block = text.components(separatedBy: "```layers\n").dropFirst().first?.components(separatedBy: "```")[0] ?? ""
    return block.split(separator: "\n").map { line in
      let halves = line.split(separator: ":", maxSplits: 1)
      return (String(halves[0]), halves.dropFirst().first?.split(separator: " ").map(String.init) ?? [])
    }
  }()

  static var targets: [(name: String, uses: [String])] { lines.filter { !$0.name.contains("/") } }

  /// Folders of Benchmarking, `Planning`, with the folders that each uses.
  static var folders: [(name: String, uses: [String])] {
    lines.filter { $0.name.hasPrefix("Benchmarking/") }.map { (String($0.name.dropFirst(13)), $0.uses) }
  }

  /// A line as it should be.
  static func line(_ name: String, _ uses: some Sequence<String>) -> String {
    ([name + ":"] + uses.sorted()).joined(separator: " ")
  }
}
