import Foundation
import Testing

@Suite("The examples of the help pages")
struct ExampleTests {
  /// What an example needs that a test cannot make: a network, or recordings that are not here.
  private static func isMissing(_ example: String) -> Bool {
    if example.contains("datasets fetch spar") || example.contains("datasets verify spar") {
      return !FileManager.default.fileExists(atPath: HARTransfer.package.path + "/Datasets/spar/data/recordings.h5")
    }
    // An archive that a person downloads; the tests of `Fetching` make their own.
    if example.contains("datasets fetch mex") { return true }
    // Results of several data sets of recordings; `CompareAcrossTests` make some.
    if example.contains("Results/mars") { return true }
    // Predictions of a method of one's own; `ExchangeTests` make some.
    if example.contains("hartransfer import") { return true }
    return example.contains("verify utd-mhad") && !HARTransfer.hasData("utd-mhad")
  }

  @Test("each runs as it stands, page after page, in a folder that was empty")
  func run() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var (count, left): (Int, [String]) = (0, [])
    for page in try HelpPages.all().sorted(by: { Self.order($0) < Self.order($1) }) {
      let script = page.examples.joined(separator: "\n").replacing("\\\n", with: " ")
      for example in script.split(separator: "\n").map(String.init) {
        guard !Self.isMissing(example) else {
          left.append(example)
          continue
        }
        let output = try HARTransfer.shell(example, in: folder)
        #expect(output.code == 0, "\(example)\n\(output.standardError)")
        count += 1
      }
    }
    #expect(count > 30)
    print("\(count) examples were run; left out: \(left.isEmpty ? "none" : left.joined(separator: ", "))")
  }

  /// The page of the program is a beginning; that of `datasets` needs nothing of others.
  private static func order(_ page: HelpPages.Page) -> Int { page.command.isEmpty ? 0 : 1 }
}
