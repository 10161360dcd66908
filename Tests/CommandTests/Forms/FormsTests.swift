import Foundation
import PlainText
import Testing

@Suite("Forms of what commands print, letter by letter")
struct FormsTests {
  /// A command over the fixed results, and the file in which its text stands.
  static let commands: [(file: String, command: String)] = [
    ("leaderboard-80.txt", "COLUMNS=80 hartransfer leaderboard results"),
    ("leaderboard-120.txt", "hartransfer leaderboard results"),
    ("leaderboard-200.txt", "COLUMNS=200 hartransfer leaderboard results"),
    ("leaderboard-wide.txt", "COLUMNS=80 hartransfer leaderboard results --wide"),
    (
      "leaderboard-columns.txt",
      "COLUMNS=60 hartransfer leaderboard results --columns method,accuracy,subjects,bestHolmP"
    ),
    ("leaderboard-cmae-80.txt", "COLUMNS=80 hartransfer leaderboard results --board cmae"),
    ("leaderboard.md", "COLUMNS=80 hartransfer leaderboard results --format markdown"),
    ("leaderboard.tex", "COLUMNS=80 hartransfer leaderboard results --format latex"),
    ("compare-80.txt", "COLUMNS=80 hartransfer compare results perfect:k=2 ridge-cca"),
    ("compare-120.txt", "hartransfer compare results perfect:k=2 ridge-cca"),
    ("compare-200.txt", "COLUMNS=200 hartransfer compare results perfect:k=2 ridge-cca"),
    ("curves-40.txt", "COLUMNS=40 hartransfer curves results --over k --scores accuracy"),
    ("curves-80.txt", "COLUMNS=80 hartransfer curves results --over k --scores accuracy"),
    ("alignments-80.txt", "COLUMNS=80 hartransfer alignments perfect"),
    ("decodings-80.txt", "COLUMNS=80 hartransfer decodings"),
  ]

  @Test("a command prints what is written down, no line of it wider than it may be", arguments: commands.indices)
  func exact(index: Int) throws {
    let (file, command) = Self.commands[index]
    let output = try Self.shell("unset COLUMNS; " + command)
    #expect(output.code == 0, "\(output.standardError)")
    let expected = HARTransfer.package.appendingPathComponent("Tests/CommandTests/Forms/Expected/\(file)")
    if try output.standardOutput != String(contentsOf: expected, encoding: .utf8) {
      let found = FileManager.default.temporaryDirectory.appendingPathComponent("found-\(file)")
      try output.standardOutput.write(to: found, atomically: true, encoding: .utf8)
      Issue.record("\(found.path) is not \(expected.path)")
    }
    guard let width = file.firstMatch(of: /-([0-9]+)\.txt/).flatMap({ Int($0.output.1) }) else { return }
    for line in output.standardOutput.split(separator: "\n") { #expect(line.displayWidth <= width, "\(line)") }
  }

  @Test("every command keeps to a narrow width, and prints the same into a file whatever the window")
  func narrow() throws {
    let commands = [
      "alignments", "encoders", "classifiers", "decodings", "metrics", "alignments infonce", "encoders minirocket",
      "curves results --over k", "compare --across results results --blocks boards",
      "leaderboard results --board macro-f1",
      "compare results perfect:k=2 perfect:k=4",
    ]
    for command in commands {
      for width in [40, 80] {
        let output = try Self.shell("COLUMNS=\(width) hartransfer \(command)")
        #expect(output.code == 0, "\(command): \(output.standardError)")
        let wide = output.standardOutput.split(separator: "\n").filter { $0.displayWidth > width }
        #expect(wide.isEmpty, "\(command)")
      }
      let texts = try ["unset COLUMNS", "COLUMNS=0", "COLUMNS=many", "COLUMNS=120"].map {
        try Self.shell("\($0); export COLUMNS; hartransfer \(command)").standardOutput
      }
      #expect(Set(texts).count == 1, "\(command)")
    }
  }

  @Test("a terminal's own width counts there, and rows are bold and faint, unless NO_COLOR or the terminal says no")
  func terminal() throws {
    func lines(_ setting: String, _ columns: Int) throws -> [Substring] {
      let command =
        "stty cols \(columns); unset COLUMNS NO_COLOR; export TERM=xterm; \(setting) hartransfer leaderboard results"
      let output = try Self.shell("script -qec '\(command)' /dev/null < /dev/null")
      #expect(output.code == 0, "\(output.standardOutput)")
      return output.standardOutput.split { $0.isNewline }
    }
    for columns in [60, 150] {
      let styled = try lines("", columns)
      let plain = try lines("NO_COLOR=1", columns)
      #expect(styled.contains { $0.hasPrefix("\u{1B}[1m1 ") } && styled.contains { $0.hasPrefix("\u{1B}[2m- ") })
      #expect(try !plain.joined().contains("\u{1B}") && plain == lines("TERM=dumb", columns))
      #expect(styled.map { String($0).replacing(/\u{1B}\[[0-9]m/, with: "") } == plain.map(String.init))
      #expect(plain.allSatisfy { $0.displayWidth <= columns })
      #expect(plain.contains { $0.hasPrefix("No room for") } == (columns == 60))
    }
    #expect(try lines("NO_COLOR=", 60).contains { $0.hasPrefix("\u{1B}[1m1 ") })
    #expect(try !Self.shell("hartransfer leaderboard results").standardOutput.contains("\u{1B}"))
  }

  @Test("columns that there are not, none, or beside --wide, are refused, and forms for programs hold all")
  func refused() throws {
    for (options, words) in [
      ("--columns method,acuracy", "Did you mean 'accuracy'?"), ("--columns ,", "found no name"),
      ("--columns rank --wide", "one of both"), ("--wide --format csv", "expected one of table, markdown, latex"),
      ("--columns rank --format json", "always holds all columns"),
    ] {
      let output = try Self.shell("hartransfer leaderboard results \(options) || echo code $?")
      #expect(output.standardOutput == "code 2\n" && output.standardError.contains(words), "\(output.standardError)")
    }
    let output = try Self.shell("hartransfer leaderboard results --columns 'rank, bestP' --format markdown")
    #expect(output.standardOutput.contains("| rank | bestP |"))
  }

  /// A script beside the fixed results.
  private static func shell(_ script: String) throws -> HARTransfer.Output {
    let results = try FixedResults()
    defer { results.remove() }
    return try HARTransfer.shell(script.replacing(/\bresults\b/, with: results.folder.path), in: HARTransfer.package)
  }
}
