import Foundation
import Testing

/// The help pages of all commands, as the program prints them.
enum HelpPages {
  struct Page: Sendable, CustomTestStringConvertible {
    /// The words behind `hartransfer`.
    let command: [String]
    let text: String
    var testDescription: String { (["hartransfer"] + command).joined(separator: " ") }

    /// The examples as lines of a shell script.
    var examples: [String] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      guard let start = lines.firstIndex(of: "Examples:") else { return [] }
      return lines[(start + 1)...].prefix { $0.hasPrefix("  ") }.map { String($0.dropFirst(2)) }
    }
  }

  /// Every command, parents before their parts, in the order of the help.
  static func all() throws -> [Page] {
    let dump = try HARTransfer.run("--experimental-dump-help").standardOutput
    let object = try #require(JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
    let root = try #require(object["command"] as? [String: Any])
    return try commands(below: root, []).map { words in
      let output = try HARTransfer.shell(
        "COLUMNS=80 hartransfer \(words.joined(separator: " ")) --help", in: HARTransfer.package)
      #expect(output.code == 0 && output.standardError.isEmpty)
      return Page(command: words, text: output.standardOutput)
    }
  }

  private static func commands(below command: [String: Any], _ words: [String]) throws -> [[String]] {
    let parts = (command["subcommands"] as? [[String: Any]] ?? []).filter { $0["commandName"] as? String != "help" }
    return try [words] + parts.flatMap { try commands(below: $0, words + [#require($0["commandName"] as? String)]) }
  }
}
