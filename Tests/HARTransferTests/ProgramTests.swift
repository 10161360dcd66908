import Foundation
import TestSupport
import Testing

/// A program of the documentation, compiled, with the page that shows it.
struct Program: Sendable, CustomStringConvertible {
  /// The file in `Examples/Programs`.
  let name: String
  let page: String
  let run: @Sendable (URL) throws -> [String]

  var description: String { name }

  private static let articles = "Sources/HARTransfer/HARTransfer.docc"

  static let all = [
    Program(name: "CarryLabels", page: "\(articles)/HARTransfer.md") { try carryLabels(in: $0) },
    Program(name: "ReadingABoard", page: "\(articles)/ReadingABoard.md") { try readingABoard(in: $0) },
    Program(name: "AddAMethod", page: "\(articles)/AddAMethod.md") { try addAMethod(in: $0) },
    Program(name: "AddADataSet", page: "\(articles)/AddADataSet.md") { try addADataSet(in: $0) },
    Program(name: "StatisticsOverPersons", page: "\(articles)/StatisticsOverPersons.md") {
      try statisticsOverPersons(in: $0)
    },
  ]

  /// The pages that show Swift code.
  static var pages: [String] {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: Page.root.appending(path: articles).path)
      return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(articles)/\($0)" }
    }
  }
}

@Suite("Programs of the documentation")
struct ProgramTests {
  @Test("a page shows the program that is compiled, word for word, and what it prints", arguments: Program.all)
  func program(_ program: Program) throws {
    let page = try Page(program.page)
    let file = Page.root.appending(path: "Tests/HARTransferTests/Examples/Programs/\(program.name).swift")
    let compiled = try String(contentsOf: file, encoding: .utf8)
    #expect(page.blocks.filter { $0.language == "swift" }.map(\.text) == [compiled])
    let printed = try page.inFolder(program.run)
    #expect(!printed.isEmpty)
    #expect(page.outputs == [printed.map { $0 + "\n" }.joined()])
  }

  @Test("README.md shows the first of them, in eight lines")
  func readme() throws {
    let program = try #require(Program.all.first)
    let shown = try Page(program.page).blocks.filter { $0.language == "swift" }.map(\.text)
    #expect(shown.count == 1 && shown[0].split(separator: "\n").count <= 8)
    #expect(try Page("README.md").blocks.contains { $0.language == "swift" && $0.text == shown[0] })
  }

  @Test("every page with Swift code is among them, and every file of Examples")
  func complete() throws {
    let shown = try Program.pages.filter { try Page($0).blocks.contains { $0.language == "swift" } }
    #expect(Set(Program.all.map(\.page)) == Set(shown))
    let folder = Page.root.appending(path: "Tests/HARTransferTests/Examples/Programs").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(Set(files) == Set(Program.all.map { "\($0.name).swift" }))
  }
}
