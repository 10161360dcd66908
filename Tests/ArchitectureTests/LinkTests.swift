import Foundation
import Testing

@Suite("Links of pages")
struct LinkTests {
  @Test("every link and picture of a page leads to a file or folder of the package")
  func links() throws {
    // The articles' own links are checked where the documentation is built.
    let pages = ProseTests.pages.filter { !$0.contains(".docc/") }
    var count = 0
    for page in pages {
      let text = try #require(PackageText.text(page))
      let links =
        text.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.output.1) }
        + text.matches(of: #/src="([^"]+)"/#).map { String($0.output.1) }
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      for link in links where !link.contains("://") && !link.hasPrefix("#") {
        let path = String(link.prefix { $0 != "#" })
        #expect(PackageText.exists(folder.isEmpty ? path : "\(folder)/\(path)"), "\(page): \(link)")
        count += 1
      }
    }
    #expect(count > 20)
  }
}
