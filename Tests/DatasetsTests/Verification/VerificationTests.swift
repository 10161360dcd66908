import Diagnostics
import Files
import Foundation
import Testing

@testable import Datasets

@Suite struct VerificationTests {
  private let home: TemporaryFolder
  private let entry: DatasetEntry
  private let data: URL

  /// A data set of three files in two folders, one of which has a second form.
  init() throws {
    home = try TemporaryFolder()
    let lists = "- {file: SUMS, variant: published, note: one}\n  - {file: SUMS.small, variant: small, note: two}"
    try home.write(
      smallManifest.replacing("- {file: SUMS, variant: published, note: as published}", with: lists)
        .replacing("trials: 2", with: "trials: 2\ncompanions: [Inertial/note.txt]"),
      to: "sets/small/manifest.yaml")
    let published = ["Inertial/1": "one", "Inertial/2": "two", "Depth/1": "deep"]
    let sums = published.sorted { $0.key < $1.key }.map { "\(Checksum.of($0.value))  \($0.key)\n" }
    try home.write(sums.joined(), to: "sets/small/SUMS")
    try home.write("\(Checksum.of("shallow")) *Depth/1\n", to: "sets/small/SUMS.small")
    for (path, text) in published { try home.write(text, to: "sets/small/data/\(path)") }
    entry = try DatasetCatalogue(folder: home.url.appendingPathComponent("sets")).entry("small")
    data = entry.folder.appendingPathComponent("data")
  }

  @Test("files as published are sound; files as another list says are too, and it is told which")
  func sound() throws {
    var found = try Verification(of: entry, in: data)
    #expect(found.isSound)
    #expect(found.matching.map(\.files) == [1, 2])
    try home.write("shallow", to: "sets/small/data/Depth/1")
    try home.write("a note", to: "sets/small/data/Inertial/note.txt")
    try home.write("elsewhere", to: "sets/small/data/Other/1")
    found = try Verification(of: entry, in: data)
    #expect(found.isSound)
    #expect(found.matching.first == .init(folder: "Depth", variant: "small", files: 1))
  }

  @Test("a missing, an unexpected and a wrong file are told apart, the wrong one with both checksums")
  func faults() throws {
    try FileManager.default.removeItem(at: data.appendingPathComponent("Inertial/2"))
    try home.write("three", to: "sets/small/data/Inertial/3")
    try home.write("tampered", to: "sets/small/data/Depth/1")
    let found = try Verification(of: entry, in: data)
    #expect(!found.isSound)
    #expect(found.missing == ["Inertial/2"])
    #expect(found.unexpected == ["Inertial/3"])
    #expect(found.wrong.map(\.file) == ["Depth/1"])
    #expect(found.wrong[0].found == Checksum.of("tampered"))
    #expect(found.wrong[0].expected.map(\.variant) == ["published", "small"])
    #expect(found.wrong[0].expected.map(\.sha256) == [Checksum.of("deep"), Checksum.of("shallow")])
  }

  @Test("a modality that is not here at all is told and is no fault")
  func notHere() throws {
    try FileManager.default.removeItem(at: data.appendingPathComponent("Depth"))
    let found = try Verification(of: entry, in: data)
    #expect(found.isSound)
    #expect(found.notHere == ["Depth"])
  }

  @Test("where no listed file is here, nothing was compared, and that is a fault")
  func nothingCompared() throws {
    for folder in ["Depth", "Inertial"] { try FileManager.default.removeItem(at: data.appendingPathComponent(folder)) }
    let found = try Verification(of: entry, in: data)
    #expect(!found.isSound && found.notHere == ["Depth", "Inertial"] && found.missing.isEmpty)
  }

  @Test("of folders side by side in another one, none may be missing and none added; all of them may be elsewhere")
  func foldersSideBySide() throws {
    let paths = ["set/act/01/a", "set/act/02/a", "set/mat/01/a", "set/mat/02/a"]
    try home.write(paths.map { "\(Checksum.of($0))  \($0)\n" }.joined(), to: "sets/small/SUMS")
    for path in paths { try home.write(path, to: "sets/small/data/\(path)") }
    try home.write("shallow", to: "sets/small/data/Depth/1")
    #expect(try Verification(of: entry, in: data).isSound)
    try home.write("strange", to: "sets/small/data/set/act/03/a")
    #expect(try Verification(of: entry, in: data).unexpected == ["set/act/03/a"])
    try FileManager.default.removeItem(at: data.appendingPathComponent("set/act/03"))
    try FileManager.default.removeItem(at: data.appendingPathComponent("set/act/02"))
    #expect(try Verification(of: entry, in: data).missing == ["set/act/02/a"])
    try FileManager.default.removeItem(at: data.appendingPathComponent("set/act"))
    let found = try Verification(of: entry, in: data)
    #expect(found.isSound && found.notHere.contains("set/act/01") && found.notHere.contains("set/act/02"))
  }

  @Test(
    "a checksum list is read as sha256sum writes it, and nothing else",
    arguments: ["xyz  a", "\(String(repeating: "a", count: 64)) a", "\(String(repeating: "a", count: 64))  ../a", ""])
  func lists(line: String) throws {
    #expect(throws: InputError.self) { try ChecksumList(variant: "v", text: line, file: "SUMS") }
    let good = "\(String(repeating: "a", count: 64))  a b\n"
    #expect(try ChecksumList(variant: "v", text: good, file: "SUMS").checksums.keys.sorted() == ["a b"])
    #expect(throws: InputError.self) { try ChecksumList(variant: "v", text: good + good, file: "SUMS") }
  }
}
