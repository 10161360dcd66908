import Foundation
import Testing

@Suite("Help pages and the start page")
struct HelpTests {
  @Test("the command alone says what it is and how to begin, and that is no error")
  func start() throws {
    let output = try HARTransfer.run()
    #expect(output.code == 0 && output.standardError.isEmpty)
    #expect(output.standardOutput.split(separator: "\n").count { $0.hasPrefix("  hartransfer ") } == 3)
    try ExactText.expect(output.standardOutput, isFixture: "help/start.txt")
  }

  @Test("at 80 columns every help page is as its fixture says")
  func pages() throws {
    let pages = try HelpPages.all()
    #expect(pages.count > 20)
    for page in pages {
      try ExactText.expect(
        page.text, isFixture: "help/\((["hartransfer"] + page.command).joined(separator: "-")).txt")
    }
  }

  @Test("every page has an example, no line is longer than its terminal, and no paragraph is cut into short lines")
  func form() throws {
    for page in try HelpPages.all() {
      #expect(!page.examples.isEmpty, "\(page.testDescription)")
      #expect(page.examples.filter { !$0.hasPrefix("hartransfer ") && !$0.hasPrefix("  ") } == [])
      let long = page.text.split(separator: "\n").filter { $0.count > 80 }
      #expect(long == [], "\(page.testDescription)")
      let wide = try HARTransfer.shell(
        "COLUMNS=200 hartransfer \(page.command.joined(separator: " ")) --help", in: HARTransfer.package)
      #expect(wide.standardOutput.split(separator: "\n").count <= page.text.split(separator: "\n").count)
      // A paragraph of its own is one line on a terminal that is wide enough.
      let paragraphs = wide.standardOutput.components(separatedBy: "\n\n").prefix { !$0.hasPrefix("Examples:") }
      for paragraph in paragraphs {
        let lines = paragraph.split(separator: "\n").dropLast()
        // A list has a line for each of its names.
        if lines.allSatisfy({ $0.contains(#/^ *[a-z-]+: /#) }) { continue }
        #expect(lines.allSatisfy { $0.count > 140 }, "\(page.testDescription): \(paragraph)")
      }
    }
  }

  @Test("help, the version and the start page end with exit code 0 and say nothing on stderr")
  func codes() throws {
    for words in [
      ["--help"], ["help"], ["--version"], ["help", "run"], ["run", "--help"], ["datasets", "--help"], [],
    ] {
      let output = try HARTransfer.run(words)
      #expect(output.code == 0 && output.standardError.isEmpty && !output.standardOutput.isEmpty, "\(words)")
    }
  }
}
