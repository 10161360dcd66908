import Diagnostics
import Foundation
import TestSupport
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

  private struct Joined: Decodable {
    var names: [String: Placed<Int>]
  }

  private func joined(_ files: [String: String]) throws -> [String: Placed<Int>] {
    try withFiles(files) {
      try StrictYAML.decode(Joined.self, contentsOf: $0.appendingPathComponent("main.yaml"), joining: ["names"]).names
    }
  }

  @Test("names below a joined key count one by one: those of the file win, and each knows the file that it stands in")
  func joinedKeys() throws {
    let read = try joined([
      "main.yaml": "include: [one.yaml, two.yaml]\nnames: {a: 1}\n", "one.yaml": "names: {a: 2, b: 3}\n",
      "two.yaml": "include: three.yaml\nnames: {b: 3, c: 4}\n", "three.yaml": "names: {c: 5, d: 6}\n",
    ])
    #expect(read.mapValues(\.value) == ["a": 1, "b": 3, "c": 4, "d": 6])
    #expect(read.mapValues(\.isIncluded) == ["a": false, "b": true, "c": true, "d": true])
    let files = read.mapValues { $0.file?.split(separator: "/").last.map(String.init) }
    #expect(files == ["a": "main.yaml", "b": "two.yaml", "c": "two.yaml", "d": "three.yaml"])
  }

  @Test("included files that differ about a joined name are refused, unless the file has that name itself")
  func joinedClash() throws {
    let parts = ["one.yaml": "names: {a: 2}\n", "two.yaml": "names: {a: 3}\n"]
    let files = parts.merging(["main.yaml": "include: [one.yaml, two.yaml]\n"]) { $1 }
    let clash = try #require(throws: InputError.self) { try joined(files) }
    #expect(clash.found.contains("names: 'a' in ") && clash.found.contains("two.yaml"))
    let own = parts.merging(["main.yaml": "include: [one.yaml, two.yaml]\nnames: {a: 1}\n"]) { $1 }
    #expect(try joined(own).mapValues(\.value) == ["a": 1])
    let wrong = try #require(throws: InputError.self) {
      try joined(["main.yaml": "include: one.yaml\nnames: {b: 1}\n", "one.yaml": "names:\n  a: many\n"])
    }
    #expect(wrong.place.contains("one.yaml:2"))
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
    "files that include one another twice, 40 deep, are read once each; over 100 deep they are refused",
    .hangs(after: 1))
  func doubling() throws {
    func chain(_ depth: Int) -> [String: String] {
      var files = Dictionary(
        uniqueKeysWithValues: (0..<depth).map { ("\($0).yaml", "include: [\($0 + 1).yaml, \($0 + 1).yaml]\n") })
      files["main.yaml"] = "include: 0.yaml\na: 1\n"
      files["\(depth).yaml"] = "b: [x]\n"
      return files
    }
    #expect(try decode(chain(40)) == Document(a: 1, b: ["x"], c: nil))
    #expect(try refusal(chain(150)).found.contains("over 100 deep"))
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
