import Foundation
import Testing

/// What a build writes down as its revision, by the script that writes it.
@Suite("Revision of a build")
struct RevisionTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Revision/write-revision.sh")

  /// Runs lines of a shell script in a new folder; the package is in `package`, and `written`
  /// prints its revision.
  private func shell(_ lines: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hartransfer-revision-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = folder
    process.arguments = [
      "-e", "-c",
      """
      commit() { git -C "$1" add -A; git -C "$1" -c user.name=n -c user.email=e@e commit -q --allow-empty -m m; }
      head() { git -C "$1" rev-parse HEAD; }
      written() { sh '\(Self.script.path)' "$1" out.swift; sed 's/.*= //; s/"//g' out.swift; }
      package() {
        mkdir -p "$1/Sources/Revision"; echo '$Format:%H$' >"$1/Sources/Revision/archive.txt"; echo x >"$1/README.md"
        echo 'Sources/Revision/archive.txt export-subst' >"$1/.gitattributes"
      }
      \(lines)
      """,
    ]
    let file = folder.appendingPathComponent("printed")
    try Data().write(to: file)
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test(
    "a clean checkout has its revision, one with a changed file or a new source is dirty, other new files are not looked at"
  )
  func checkout() throws {
    let lines = try shell(
      """
      package p; git init -q p; commit p; head p
      written p; echo y >p/notes.txt; written p; echo y >>p/README.md; written p
      git -C p checkout -q README.md; echo z >p/Sources/New.swift; written p
      """)
    try #require(lines.count == 5)
    #expect(lines[0].count == 40 && Array(lines[1...2]) == [lines[0], lines[0]])
    #expect(Array(lines[3...4]) == [lines[0] + "-dirty", lines[0] + "-dirty"])
  }

  @Test("a package inside somebody else's checkout, or in none, has no revision, whatever the environment says")
  func parent() throws {
    let lines = try shell(
      """
      mkdir other; git init -q other; package other/p; package alone; commit other
      written other/p; written alone; (export GIT_DIR="$PWD/other/.git"; written other/p)
      """)
    #expect(lines == ["nil", "nil", "nil"])
  }

  @Test("an archive carries the revision that it was made of, inside another checkout too")
  func archive() throws {
    let lines = try shell(
      """
      package p; git init -q p; commit p; head p
      mkdir -p other/q; git init -q other; git -C p archive HEAD | tar -x -C other/q; commit other; written other/q
      """)
    #expect(lines.count == 2 && lines.first == lines.last)
  }

  @Test("a worktree is a checkout, and a file that says the revision already is left as it is")
  func worktree() throws {
    let lines = try shell(
      """
      package p; git init -q p; commit p; git -C p worktree add -q ../w; commit w; head w; written w
      touch -d 2020-01-01 out.swift; written w; date -r out.swift +%Y
      """)
    #expect(lines.count == 4 && lines[0] == lines[1] && lines[0] == lines[2] && lines[3] == "2020")
  }
}
