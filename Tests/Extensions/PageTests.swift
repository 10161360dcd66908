import Foundation
import TestSupport
import Testing

@Suite("Pages of CONTRIBUTING.md and README.md about extensions")
struct PageTests {
  /// The page of a kind: from its heading to the next one.
  private static func page(_ one: Extension) throws -> String {
    let text = try Extension.text(one.page ?? "CONTRIBUTING.md")
    let heading = one.page == nil ? "### " : "## "
    return try #require(text.components(separatedBy: "\n\(heading)\(one.kind)\n").dropFirst().first)
      .components(separatedBy: "\n## ")[0].components(separatedBy: "\n### ")[0]
  }

  @Test("the page's code is the example, word for word", arguments: try nonEmpty(Extension.all))
  func code(one: Extension) throws {
    let blocks = try Self.page(one).components(separatedBy: "```swift\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(blocks == [try Extension.text("Tests/Extensions/Examples/\(one.file)")])
  }

  @Test(
    "the page names the one file, the one registry, the one line and the tests", arguments: try nonEmpty(Extension.all))
  func words(one: Extension) throws {
    let page = try Self.page(one)
    let paths = Set(page.matches(of: /`(Sources\/[^`]*\.swift)`/).map { String($0.output.1) })
    #expect(paths == [one.path, one.registry])
    for word in [one.line, one.contract, "hartransfer " + one.lists.joined(separator: " ")] {
      #expect(page.contains("`\(word)`"), "\(word)")
    }
  }

  @Test("the line has one place in the registry, which has no such entry", arguments: try nonEmpty(Extension.all))
  func registry(one: Extension) throws {
    let text = try Extension.text(one.registry)
    #expect(text.components(separatedBy: one.after).count == 2)
    #expect(!text.contains(one.line))
    #expect(throws: (any Error).self) { try Extension.text(one.path) }
  }

  @Test("every example has a page, an example is 10 to 50 lines of code, and every page has an example")
  func complete() throws {
    let listed = try Extension.all
    let folder = Extension.root.appendingPathComponent("Tests/Extensions/Examples").path
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    #expect(files.sorted() == listed.map(\.file).sorted())
    let section = try #require(
      try Extension.text("CONTRIBUTING.md").components(separatedBy: "\n## Add a method\n").dropFirst().first
    )
    .components(separatedBy: "\n## ")[0]
    let headings = section.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    #expect(headings == listed.filter { $0.page == nil }.map(\.kind))
    for one in listed {
      let lines = try Extension.text("Tests/Extensions/Examples/\(one.file)").split(separator: "\n")
      #expect((10...50).contains(lines.count), "\(one.file): \(lines.count)")
    }
  }
}
