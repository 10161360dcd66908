import Testing

@Suite("Look-ups")
struct LookUpTests {
  @Test("the twelve look-ups of Sources/README.md are each answered by files that exist, and that are named so")
  func table() throws {
    let text = try #require(PackageText.text("Sources/README.md"))
    let section = try #require(text.components(separatedBy: "## Where is what\n").dropFirst().first)
    let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("|") }
      .dropFirst(2)
    #expect(rows.count == 12)
    for row in rows {
      let cells = row.split(separator: "|")
      let paths = cells[1].matches(of: /`([^`]+)`/).map { "Sources/" + $0.output.1 }
      #expect(cells.count == 2 && !paths.isEmpty, "\(row)")
      for path in paths { #expect(path.hasSuffix(".swift") && PackageText.exists(path), "\(path)") }
    }
  }

  @Test("every target of Swift has a README of its own")
  func readmes() {
    let targets = Set(PackageText.sources.compactMap { $0.path.split(separator: "/").dropFirst().first })
    #expect(targets.count > 20)
    for target in targets { #expect(PackageText.exists("Sources/\(target)/README.md"), "\(target)") }
  }
}
