import Diagnostics
import Foundation
import Testing

@testable import StrictYAML

@Suite("Included files")
struct IncludeTests {
  private struct Document: Decodable, Equatable {
    var a: Int
    var b: [String]
    var c: Int?
  }

  /// A folder with the given files, removed when the body ends.
  private func withFiles<T>(_ files: [String: String], _ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("include-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return try body(folder)
  }

  private func decode(_ files: [String: String]) throws -> Document {
    try withFiles(files) { try StrictYAML.decode(Document.self, contentsOf: $0.appendingPathComponent("main.yaml")) }
  }

  private func refusal(_ files: [String: String]) throws -> InputError {
    try #require(throws: InputError.self) { try decode(files) }
  }

  @Test(
    "the including file's keys win, later files win over earlier ones, and fragments include fragments by their own paths"
  )
  func precedence() throws {
    let read = try decode([
      "main.yaml": "include: [parts/first.yaml, parts/second.yaml]\nc: 3\n",
      "parts/first.yaml": "a: 1\nb: [x]\nc: 1\n",
      "parts/second.yaml": "include: deeper/third.yaml\na: 2\n",
      "parts/deeper/third.yaml": "a: 9\nb: [y, z]\n",
    ])
    #expect(read == Document(a: 2, b: ["y", "z"], c: 3))
  }

  @Test("a fault names the file and line it stands in, whether in the including file or in an included one")
  func places() throws {
    let inner = try refusal([
      "main.yaml": "include: parts/first.yaml\nc: 3\n", "parts/first.yaml": "b: [x]\na: many\n",
    ])
    #expect(inner.place.contains("parts/first.yaml:2:4") && !inner.place.contains("main.yaml"))
    let outer = try refusal(["main.yaml": "include: first.yaml\nc: some\n", "first.yaml": "b: [x]\na: 1\n"])
    #expect(outer.place.contains("main.yaml:2:4") && !outer.place.contains("first.yaml"))
    let unknown = try refusal(["main.yaml": "include: first.yaml\na: 1\n", "first.yaml": "b: [x]\nbb: 1\n"])
    #expect(unknown.place.contains("first.yaml:2:1") && unknown.found.contains("'bb'"))
  }

  @Test(
    "a missing file, a circle, a list in place of keys and an include that is no path are refused where they are named")
  func refusals() throws {
    let missing = try refusal(["main.yaml": "a: 1\ninclude: no.yaml\n"])
    #expect(missing.place.contains("main.yaml:2:10") && missing.found.contains("no.yaml"))
    let circle = try refusal(["main.yaml": "include: b.yaml\n", "b.yaml": "include: main.yaml\n"])
    #expect(circle.place.contains("b.yaml:1") && circle.found.contains("includes this file"))
    let list = try refusal(["main.yaml": "include: b.yaml\n", "b.yaml": "[1, 2]\n"])
    #expect(list.found.contains("a list of 2"))
    let odd = try refusal(["main.yaml": "include: {a: 1}\n"])
    #expect(odd.expected.contains("path of a file"))
  }
}
