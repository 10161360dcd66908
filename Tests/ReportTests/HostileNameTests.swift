import Foundation
import PlainText
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

@Suite("Hostile names on the page")
struct HostileNameTests {
  static let names = [
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\"quoted\" & 'single', comma", "{{{data}}}",
    "line\u{2028}and\u{2029}paragraph\nbreak", "\u{1F600}\u{202E}right to left", "# {first} 50 % | \\ _ ~ ^ $",
    String(repeating: "n", count: 200), "<!--",
  ]

  private func page(_ name: String) throws -> String {
    var results = HandmadeResults()
    defer { results.remove() }
    results.classNames = [name, "b", "c"]
    for (alignment, right) in [("perfect", 20), (name, 35), ("none", 12)] {
      try results.add(alignment, ["k": .string(name)], right: right) { trial in
        (trial.benchmark, trial.dataset, trial.source, trial.split) = (name, name, name, name)
        trial.classifier.name = name
      }
    }
    let note = ReferenceNotes.Method(summary: name, objective: name, source: name + " 2001")
    let data = ReferenceNotes.Dataset(title: name, licence: name, citation: name, homepage: name)
    return try results.report(
      notes: ReferenceNotes(methods: [name: note], datasets: [name: data], protocols: ["p": name])
    ).html
  }

  @Test("are text in the HTML and themselves in the data", arguments: names)
  func appears(name: String) throws {
    let html = try page(name)
    let data = try CarriedData(html)
    #expect(data["datasets"].elements[0]["id"].text == name)
    #expect(data["datasets"].elements[0]["classNames"].elements[0].text == name)
    #expect(data["boards"].elements[0]["source"].text == name)
    #expect(data["rows"].elements.contains { $0["method"].text == name })
    // Every element that begins is one of the templates'.
    let plain = try page("plain")
    func elements(_ text: String) -> [Substring] { text.matches(of: /<\/?[a-zA-Z!][a-zA-Z0-9-]*/).map(\.output) }
    #expect(elements(html) == elements(plain))
  }

  @Test("stand in a script without ending it or a line of it", arguments: names)
  func script(name: String) throws {
    let json = try JSONEncoder().encode([name])
    let text = ScriptText.escaped(json)
    #expect(
      !text.contains("<") && !text.unicodeScalars.contains("\u{2028}") && !text.unicodeScalars.contains("\u{2029}"))
    #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == [name])
  }

  @Test("are single words of a shell", arguments: names)
  func shell(name: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "printf %s \(ShellWord.quoted(name))"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    #expect(String(decoding: data, as: UTF8.self) == name)
  }

  @Test("fill one line of a LaTeX table, with as many cells as there are columns", arguments: names)
  func latex(name: String) throws {
    var results = HandmadeResults()
    defer { results.remove() }
    try results.add("none", right: 20)
    let line = LaTeXRow(try results.leaderboard().rows[0], name: name).text
    let bare = line.replacing(/\\(?:text[a-z]+\{\}|[&%$#_{}])/, with: "")
    #expect(bare.count { $0 == "&" } == 4 && bare.hasSuffix(" \\\\") && !bare.contains { "%$#_~^|\n".contains($0) })
  }

  @Test("have a stable BibTeX key of letters, digits and hyphens, and no field but what is known")
  func bibtex() {
    let entry = BibTeXEntry(kind: "data", name: "UTD <MHAD>_1", title: "A & B", note: "C. {D}, 2015")
    #expect(entry.key == "hartransfer-data-utd--mhad--1")
    #expect(
      entry.text == """
        @misc{hartransfer-data-utd--mhad--1,
          title = {A \\& B},
          note = {C. \\{D\\}, 2015}
        }

        """)
  }
}
