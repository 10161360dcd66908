import Diagnostics
import Files
import Foundation
import Locks
import Testing

@testable import Datasets

/// Archives that a person downloaded, whole or tampered with.
@Suite("An archive that a person downloaded") struct GivenArchiveTests {
  private let home: TemporaryFolder
  private var data: URL { home.url.appendingPathComponent("sets/small/data") }

  /// Three files below folders whose names have blanks, letters of other scripts and signs.
  private static let files = [
    "My Data/set/act/01/a.csv": "1,2,3\n", "My Data/set/act/02/b, <i>.csv": String(repeating: "4,5,6\n", count: 5000),
    "My Data/set/dépôt/01/c 😀.csv": "7\n",
  ]

  init() throws { home = try TemporaryFolder() }

  /// A data set with a list of the three files, whose archive is called `name`.
  private func entry(
    _ name: String, sha256: String? = nil, keys: String = "", hasList: Bool = true
  ) throws -> DatasetEntry {
    let sums = Self.files.sorted { $0.key < $1.key }.map { "\(Checksum.of($0.value))  \($0.key)\n" }.joined()
    try home.write(sums, to: "sets/small/SUMS")
    let checksum = sha256.map { ", sha256: \($0)" } ?? ""
    var text = smallManifest.replacing("method: archives", with: "method: by-hand")
      .replacing(
        "archives: [{url: \"file:///nowhere/Inertial.zip\", unpacksTo: Inertial}]",
        with: "archives: [{file: '\(name)'\(checksum)\(keys)}]")
    if !hasList {
      text = text.replacing(
        "checksums:\n  - {file: SUMS, variant: published, note: as published}",
        with: "checksums: []\nchecksumsUnknown: none")
    }
    try home.write(text, to: "sets/small/manifest.yaml")
    return try DatasetEntry(folder: home.url.appendingPathComponent("sets/small"))
  }

  private func archive(_ kind: MadeKind, _ change: (inout [MadeMember]) -> Void = { _ in }) throws -> URL {
    var members = Self.files.sorted { $0.key < $1.key }.map { MadeMember(path: $0.key, text: $0.value) }
    change(&members)
    let url = home.url.appendingPathComponent("given.\(kind.rawValue)")
    try writeArchive(url, kind, members)
    return url
  }

  private func fetch(_ file: URL?, _ entry: DatasetEntry) async throws -> Verification? {
    try await Fetcher(entry, data: data, from: file).fetch()
  }

  /// What of the data is there, hidden files too.
  private var content: [String] {
    let all = FileManager.default.enumerator(atPath: data.path)?.compactMap { $0 as? String } ?? []
    return all.filter { !data.appendingPathComponent($0).isFolder || $0.hasPrefix(".") }.sorted()
  }

  private var whole: [String] { Self.files.keys.sorted() }

  @Test("of each kind it is unpacked with its folders, and every file compared", arguments: MadeKind.allCases)
  func kinds(_ kind: MadeKind) async throws {
    let file = try archive(kind) { members in
      members.insert(MadeMember(path: "My Data/", kind: .folder), at: 0)
      members.append(MadeMember(path: "My Data/set/act/01/._a.csv", text: "of a system"))
      members.append(MadeMember(path: "__MACOSX/My Data/x", text: "of a system"))
    }
    let found = try await fetch(file, try entry("given.\(kind.rawValue)", sha256: try Checksum.ofFile(file)))
    #expect(found?.isSound == true && found?.notHere == [])
    #expect(content == whole)
    for (path, text) in Self.files {
      #expect(try String(contentsOf: data.appendingPathComponent(path), encoding: .utf8) == text)
    }
  }

  @Test(
    "folders above the files may be more or fewer than in the list, and './' may stand before them",
    arguments: ["downloads/x/", "./", "-"])
  func folders(_ above: String) async throws {
    let file = try archive(.gzip) { members in
      for index in members.indices {
        let path = members[index].path
        members[index].path = above == "-" ? String(path.dropFirst("My Data/set/".count)) : above + path
      }
    }
    #expect(try await fetch(file, try entry("given.tar.gz"))?.isSound == true)
    #expect(content == whole)
  }

  @Test(
    "one byte changed, one file missing, one file added: each is named, and nothing is unpacked",
    arguments: MadeKind.allCases)
  func tampered(_ kind: MadeKind) async throws {
    let changes: [(String, (inout [MadeMember]) -> Void)] = [
      ("'My Data/set/act/01/a.csv'", { $0[0].text = "1,2,4\n" }),
      ("'My Data/set/dépôt/01/c 😀.csv'", { $0.removeLast() }),
      ("'My Data/set/act/02/new.csv'", { $0.append(MadeMember(path: "My Data/set/act/02/new.csv", text: "9\n")) }),
    ]
    for (name, change) in changes {
      let file = try archive(kind, change)
      // With the checksum of another packing, and with none at all.
      for sha256 in [Checksum.of("another"), nil] {
        let error = await #expect(throws: InputError.self) {
          try await fetch(file, try entry("given.\(kind.rawValue)", sha256: sha256))
        }
        #expect(error?.found.contains(name) == true, "\(error?.found ?? "")")
        #expect(error?.found.contains("SHA-256") == (sha256 != nil))
        #expect(error?.advice.contains("Nothing was unpacked.") == true)
        #expect(error?.advice.contains("--from") == true)
        #expect(content == [])
      }
    }
  }

  @Test("a file cut short is refused by its name", arguments: MadeKind.allCases)
  func cut(_ kind: MadeKind) async throws {
    let file = try archive(kind)
    let entry = try entry("given.\(kind.rawValue)", sha256: try Checksum.ofFile(file))
    let bytes = try Data(contentsOf: file)
    for share in [0, 0.3, 0.6] {
      try bytes.prefix(Int(Double(bytes.count) * share)).write(to: file)
      let error = await #expect(throws: InputError.self, "\(share)") { try await fetch(file, entry) }
      #expect(error?.place == file.path && error?.advice.contains("Nothing was unpacked.") == true)
      #expect(error?.found.contains("SHA-256") == true)
      #expect(content == [])
    }
  }

  @Test(
    "whatever byte of the file is changed: it is refused and nothing is unpacked, or every file is as listed",
    arguments: MadeKind.allCases)
  func flipped(_ kind: MadeKind) async throws {
    let file = try archive(kind)
    let entry = try entry("given.\(kind.rawValue)", sha256: try Checksum.ofFile(file))
    let bytes = try Data(contentsOf: file)
    var refused = 0
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
      var damaged = bytes
      damaged[place] ^= 0x10
      try damaged.write(to: file)
      do {
        #expect(try await fetch(file, entry)?.isSound == true, "byte \(place)")
        #expect(content == whole, "byte \(place)")
        try FileManager.default.removeItem(at: data)
      } catch let error as InputError {
        refused += 1
        #expect(error.advice.contains("Nothing was unpacked."), "byte \(place): \(error)")
        #expect(content == [], "byte \(place)")
      }
    }
    #expect(refused >= 10)
  }

  @Test("with no list, the SHA-256 of the archive alone decides, before anything is unpacked")
  func noList() async throws {
    let file = try archive(.xz)
    let right = try Checksum.ofFile(file)
    for (sha256, isRight) in [(right, true), (Checksum.of("x"), false), (nil, false)] {
      try? FileManager.default.removeItem(at: data)
      let entry = try entry("given.tar.xz", sha256: sha256, hasList: false)
      if isRight {
        #expect(try await fetch(file, entry) == nil)
        #expect(content == whole)
      } else {
        let error = await #expect(throws: InputError.self) { try await fetch(file, entry) }
        #expect(error?.found == "SHA-256 \(right)")
        #expect(content == [])
      }
    }
  }

  @Test("a file of another name is taken for the only archive there is, and each of several checksums will do")
  func names() async throws {
    let file = try archive(.zip)
    let sums = "[\(Checksum.of("x")), \(try Checksum.ofFile(file).uppercased())]"
    let other = home.url.appendingPathComponent("given (1)")
    try FileManager.default.moveItem(at: file, to: other)
    #expect(try await fetch(other, try entry("given.zip", sha256: sums))?.isSound == true)
  }

  @Test("a plain file is copied under its name after its SHA-256 was compared")
  func plain() async throws {
    let file = try home.write("arrays", to: "Downloads/x (2).npz")
    let entry = try entry("x.npz", sha256: Checksum.of("arrays"), hasList: false)
    #expect(try await fetch(file, entry) == nil)
    #expect(content == ["x.npz"])
    try FileManager.default.removeItem(at: data)
    try home.write("arrayz", to: "Downloads/x (2).npz")
    await #expect(throws: InputError.self) { try await fetch(file, entry) }
    #expect(content == [])
  }

  @Test("without the file, a person is told what to download and what to run")
  func noFile() async throws {
    let entry = try entry("my data.zip")
    let error = await #expect(throws: InputError.self) { try await fetch(nil, entry) }
    #expect(error?.advice.contains("Ask a friend.") == true)
    #expect(error?.advice.contains("hartransfer datasets fetch small --from 'my data.zip'") == true)
    let none = await #expect(throws: InputError.self) { try await fetch(URL(fileURLWithPath: "/no/such.zip"), entry) }
    #expect(none?.found == "no such file")
    #expect(content == [])
  }

  @Test("files that are there and right are kept, wrong ones are replaced, and strange ones stay")
  func resumed() async throws {
    let file = try archive(.xz)
    let entry = try entry("given.tar.xz", sha256: try Checksum.ofFile(file))
    _ = try await fetch(file, entry)
    let kept = data.appendingPathComponent(whole[0])
    let before = try FileManager.default.attributesOfItem(atPath: kept.path)[.systemFileNumber] as? Int
    try FileManager.default.removeItem(at: data.appendingPathComponent(whole[1]))
    try home.write("wrong", to: "sets/small/data/\(whole[2])")
    #expect(try await fetch(file, entry)?.isSound == true)
    #expect(content == whole)
    #expect(try FileManager.default.attributesOfItem(atPath: kept.path)[.systemFileNumber] as? Int == before)
    try FileManager.default.removeItem(at: file)
    #expect(try await fetch(nil, entry)?.isSound == true)
  }

  @Test("what a killed fetch left is continued where it is right, and never taken where it is not")
  func interrupted() async throws {
    let file = try archive(.zip)
    let entry = try entry("given.zip", sha256: try Checksum.ofFile(file))
    let hidden = "sets/small/data/.unpacking-\(try Checksum.ofFile(file).prefix(12))"
    for (path, text) in Self.files { try home.write(path.hasSuffix("a.csv") ? "half" : text, to: "\(hidden)/\(path)") }
    try home.write("4,5", to: "\(hidden)/My Data/set/act/02/.b, <i>.csv.part")
    #expect(throws: InputError.self) { try DataLocation(of: entry, option: data) }
    let right = home.url.appendingPathComponent("\(hidden)/\(whole[1])")
    let before = try FileManager.default.attributesOfItem(atPath: right.path)[.systemFileNumber] as? Int
    #expect(try await fetch(file, entry)?.isSound == true)
    #expect(content == whole)
    let placed = data.appendingPathComponent(whole[1]).path
    #expect(try FileManager.default.attributesOfItem(atPath: placed)[.systemFileNumber] as? Int == before)
  }

  @Test("files that no list names are left out of an archive that the manifest knows, and counted")
  func others() async throws {
    let file = try archive(.xz) { $0.append(MadeMember(path: "My Data/read me.txt", text: "notes")) }
    let lines = Lines()
    let fetcher = Fetcher(
      try entry("given.tar.xz", sha256: try Checksum.ofFile(file)), data: data, from: file, report: { lines.add($0) })
    #expect(try await fetcher.fetch()?.isSound == true)
    #expect(content == whole)
    #expect(lines.all.contains("3 files taken"))
    #expect(lines.all.contains { $0.hasPrefix("1 left out") && $0.hasSuffix("'My Data/read me.txt'") })
  }

  @Test("a script makes recordings of the unpacked files; they are there when they are whole, and kept")
  func script() async throws {
    let file = try archive(.gzip)
    let sha256 = try Checksum.ofFile(file)
    _ = try entry("given.tar.gz", sha256: sha256)
    let manifest = home.url.appendingPathComponent("sets/small/manifest.yaml")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    try home.write(
      text.replacing("  byHand: Ask", with: "  script: prepare.py\n  byHand: Ask"), to: "sets/small/manifest.yaml")
    let made = """
      import os, sys
      assert sys.argv[2] == "--published" and os.path.exists(os.path.join(sys.argv[3], "My Data/set/act/01/a.csv"))
      open(sys.argv[1], "w").write("made")
      """
    let entry = try DatasetEntry(folder: home.url.appendingPathComponent("sets/small"))
    try home.write(made + "; sys.exit(1)\n", to: "sets/small/prepare.py")
    let error = await #expect(throws: InputError.self) { try await fetch(file, entry) }
    #expect(error?.found.hasPrefix("exit code 1") == true)
    #expect(content == whole)
    try home.write(made, to: "sets/small/prepare.py")
    #expect(try await fetch(nil, entry)?.isSound == true)
    #expect(content == whole + ["recordings.h5"])
  }
}

/// Lines that a fetch reports.
private final class Lines: Sendable {
  private let kept = Mutex<[String]>([])

  var all: [String] { kept.withLock { $0 } }

  func add(_ line: String) { kept.withLock { $0.append(line) } }
}
