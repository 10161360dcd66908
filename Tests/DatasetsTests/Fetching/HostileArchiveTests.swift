import Diagnostics
import Foundation
import Testing

@testable import Datasets

/// Archives that would write elsewhere, or more than they seem to. No list and no checksum protects
/// from them here: what unpacks does.
@Suite("No archive writes outside of its hidden folder") struct HostileArchiveTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func unpack(
    _ kind: MadeKind, _ members: [MadeMember], places: any MemberPlaces = SameFolders(), limit: Int = 1 << 20
  ) throws -> Unpacking {
    let file = home.url.appendingPathComponent("hostile.\(kind.rawValue)")
    try writeArchive(file, kind, members)
    let staged = try StagedFiles(in: home.url.appendingPathComponent("data"), key: "0123456789ab")
    defer { staged.discard() }
    var unpacking = Unpacking(to: staged, places: places, limit: limit)
    try unpacking.run(file)
    return unpacking
  }

  @Test("paths that lead out, links, hard links and devices are refused by name", arguments: MadeKind.allCases)
  func members(_ kind: MadeKind) throws {
    var hostile = [
      MadeMember(path: "../out.csv", text: "x"), MadeMember(path: "a/../../out.csv", text: "x"),
      MadeMember(path: "/tmp/hartransfer-out.csv", text: "x"), MadeMember(path: "a/./b.csv", text: "x"),
      MadeMember(path: "a//b.csv", text: "x"), MadeMember(path: "a\\..\\b.csv", text: "x"),
      MadeMember(path: "C:/b.csv", text: "x"), MadeMember(path: "a\nb.csv", text: "x"),
      MadeMember(path: "link", kind: .symbolicLink("/etc/hostname")),
      MadeMember(path: String(repeating: "n", count: 201), text: "x"), MadeMember(path: "../up/", kind: .folder),
    ]
    if kind != .zip {
      hostile += [MadeMember(path: "hard", kind: .hardLink("good.csv")), MadeMember(path: "tty", kind: .device)]
    }
    for member in hostile {
      let error = #expect(throws: InputError.self, "\(member.path)") {
        try unpack(kind, [MadeMember(path: "good.csv", text: "x"), member])
      }
      let shown = member.path.replacing("\n", with: "?").prefix(200)
      #expect(error?.found.contains(shown) == true || error?.found.contains(shown.replacing("\\", with: "/")) == true)
      #expect(!FileManager.default.fileExists(atPath: home.url.appendingPathComponent("out.csv").path))
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/hartransfer-out.csv"))
  }

  @Test(
    "two files of one name are refused, whatever their capitals and accents, and a file in the place of a folder",
    arguments: MadeKind.allCases)
  func duplicates(_ kind: MadeKind) throws {
    for (first, second) in [
      ("a/b.csv", "a/b.csv"), ("a/b.csv", "a/B.csv"), ("a/b.csv", "A/c.csv"), ("é.csv", "e\u{301}.csv"),
      ("a", "a/b.csv"), ("a/b.csv", "a"),
    ] {
      let error = #expect(throws: InputError.self, "\(first), \(second)") {
        try unpack(kind, [first, second].map { MadeMember(path: $0, text: $0) })
      }
      #expect(error?.expected.contains("different names") == true)
    }
    let flat = #expect(throws: InputError.self) {
      try unpack(kind, ["a/b.csv", "c/b.csv"].map { MadeMember(path: $0, text: $0) }, places: OneFolder(folder: "x"))
    }
    #expect(flat?.found == "'a/b.csv' and 'c/b.csv'")
  }

  @Test(
    "an archive that unpacks to more than is allowed is stopped, whoever wants its files", arguments: MadeKind.allCases)
  func bombs(_ kind: MadeKind) throws {
    let zeros = MadeMember(path: "zeros.csv", text: String(repeating: "0", count: 300_000))
    #expect(try unpack(kind, [zeros], limit: 300_000).unpacked == ["zeros.csv"])
    for places in [SameFolders(), SomeMembers(members: [])] as [any MemberPlaces] {
      let error = #expect(throws: InputError.self) { try unpack(kind, [zeros], places: places, limit: 299_999) }
      #expect(error?.found.contains("over 299999 bytes") == true && error?.found.contains("'zeros.csv'") == true)
    }
  }

  @Test("the limit is 200 times the archive's size, and never below 1 GiB")
  func limit() throws {
    let small = try home.write("x", to: "small")
    #expect(Unpacking.limit(of: small) == 1 << 30)
    let large = try home.write("", to: "large")
    try FileHandle(forWritingTo: large).truncate(atOffset: 1 << 30)
    #expect(Unpacking.limit(of: large) == 200 << 30)
  }

  @Test("a link where a file is to be written is not followed")
  func plantedLink() throws {
    let victim = try home.write("mine", to: "victim")
    let part = home.url.appendingPathComponent("data/.unpacking-0123456789ab/.a.csv.part")
    try FileManager.default.createDirectory(at: part.deletingLastPathComponent(), withIntermediateDirectories: true)
    for place in [part, part.deletingLastPathComponent().appendingPathComponent("a.csv")] {
      try FileManager.default.createSymbolicLink(at: place, withDestinationURL: victim)
    }
    #expect(try unpack(.tar, [MadeMember(path: "a.csv", text: "theirs")]).unpacked == ["a.csv"])
    #expect(try String(contentsOf: victim, encoding: .utf8) == "mine")
  }

  @Test("two programs do not unpack the same at once")
  func twice() throws {
    let data = home.url.appendingPathComponent("data")
    let first = try StagedFiles(in: data, key: "0123456789ab")
    let error = #expect(throws: InputError.self) { try StagedFiles(in: data, key: "0123456789ab") }
    #expect(error?.found.contains("another program") == true)
    first.discard()
  }
}
