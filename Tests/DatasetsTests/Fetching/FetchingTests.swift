import Diagnostics
import Files
import Foundation
import Testing

@testable import Datasets

private func isInstalled(_ program: String) -> Bool {
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

/// Archives at `file:` addresses; nothing leaves the machine.
@Suite(.enabled(if: ["curl", "zip"].allSatisfy(isInstalled), "needs curl and zip"))
struct FetchingTests {
  private let home: TemporaryFolder
  private let entry: DatasetEntry
  private let data: URL
  private let archive: URL

  init() async throws {
    let home = try TemporaryFolder()
    self.home = home
    archive = home.url.appendingPathComponent("site/Inertial.zip")
    try home.write(
      smallManifest.replacing("file:///nowhere/Inertial.zip", with: archive.absoluteString),
      to: "sets/small/manifest.yaml")
    let sums = try ["1", "2"].map { name in
      try home.write("content \(name)", to: "made/top/Inertial/\(name).mat")
      return "\(Checksum.of("content \(name)"))  Inertial/\(name).mat\n"
    }
    try home.write("x", to: "made/top/Inertial/._1.mat")
    try home.write(sums.joined(), to: "sets/small/SUMS")
    try home.write("", to: "site/empty")
    let made = home.url.appendingPathComponent("made/top").path
    let code = try await Tool.run("zip", ["-qr", archive.path, made])
    #expect(code == 0)
    entry = try DatasetCatalogue(folder: home.url.appendingPathComponent("sets")).entry("small")
    data = entry.folder.appendingPathComponent("data")
  }

  private func fetcher() -> Fetcher { Fetcher(entry, allowsFiles: true) }

  private func fetched() async throws -> Verification { try #require(try await fetcher().fetch()) }

  private func names(_ folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test("an archive is downloaded, unpacked to its folder whatever folders it has inside, and verified")
  func whole() async throws {
    let found = try await fetched()
    #expect(found.isSound)
    #expect(names(data) == ["Inertial"])
    #expect(names(data.appendingPathComponent("Inertial")) == ["1.mat", "2.mat"])
  }

  @Test("an interrupted download is continued where it stopped")
  func continued() async throws {
    let bytes = try Data(contentsOf: archive)
    let downloads = data.appendingPathComponent(".downloads")
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    let own = "\(Checksum.of(archive.absoluteString).prefix(8))-Inertial.zip.part"
    try bytes.prefix(100).write(to: downloads.appendingPathComponent(own))
    // Were the beginning fetched again, the damaged one of the site would be unpacked.
    try (Data(count: 100) + bytes.dropFirst(100)).write(to: archive)
    #expect(try await fetched().isSound)
  }

  @Test("what is there already is not fetched again, and a damaged file is replaced")
  func repeated() async throws {
    _ = try await fetcher().fetch()
    try Data("damaged".utf8).write(to: data.appendingPathComponent("Inertial/2.mat"))
    #expect(try await fetched().isSound)
    try FileManager.default.removeItem(at: archive)
    #expect(try await fetched().isSound)
  }

  @Test("archives at hand are used instead of a download")
  func fromFolder() async throws {
    let other = home.url.appendingPathComponent("hand")
    try FileManager.default.moveItem(at: archive.deletingLastPathComponent(), to: other)
    #expect(try await Fetcher(entry, from: other).fetch()?.isSound == true)
    #expect(names(other).contains("Inertial.zip"))
  }

  @Test("where the site fails, it is said what to do by hand, and into which folder")
  func failed() async throws {
    try FileManager.default.removeItem(at: archive)
    let error = await #expect(throws: InputError.self) { try await fetcher().fetch() }
    #expect(error?.place == archive.absoluteString)
    #expect(error?.advice.contains("Ask a friend.") == true)
    #expect(error?.advice.contains(data.path) == true)
    #expect(error?.advice.contains("hartransfer datasets verify small") == true)
  }

  @Test("an archive that does not unpack is removed, so that the next call downloads it afresh")
  func damaged() async throws {
    let bytes = try Data(contentsOf: archive)
    try bytes.prefix(bytes.count / 2).write(to: archive)
    await #expect(throws: InputError.self) { try await fetcher().fetch() }
    try bytes.write(to: archive)
    #expect(try await fetched().isSound)
  }

  @Test("addresses of files on this machine are fetched where that is asked for, and not otherwise")
  func files() async throws {
    let error = await #expect(throws: InputError.self) { try await Fetcher(entry).fetch() }
    #expect(error?.advice.contains("--allow-file") == true)
    #expect(names(data) == [])
  }

  @Test("files that were there before are kept, unless a checksum list calls them wrong")
  func kept() async throws {
    try home.write("mine", to: "made/top/Inertial/notes.txt")
    #expect(try await Tool.run("zip", ["-qr", archive.path, home.url.appendingPathComponent("made/top").path]) == 0)
    try home.write("my own notes", to: "sets/small/data/Inertial/notes.txt")
    try home.write("damaged", to: "sets/small/data/Inertial/1.mat")
    try home.write("hidden", to: "sets/small/data/.mine/file")
    try home.write("hidden", to: "sets/small/data/.Inertial.unpacked/file")
    let found = try await fetched()
    #expect(found.wrong.isEmpty && found.missing.isEmpty)
    #expect(
      try String(contentsOf: data.appendingPathComponent("Inertial/notes.txt"), encoding: .utf8) == "my own notes")
    #expect(names(data) == [".Inertial.unpacked", ".mine", "Inertial"])
  }

  @Test("a folder in the place of a file is not removed")
  func folderInPlace() async throws {
    try home.write("mine", to: "sets/small/data/Inertial/1.mat/mine")
    _ = try? await fetcher().fetch()
    #expect(names(data.appendingPathComponent("Inertial/1.mat")) == ["mine"])
  }

  @Test(
    "archives with links, with paths that lead out of them, or with two files of one name are refused before unpacking",
    arguments: ["link", "../1.mat", "/1.mat", "a/../../1.mat", "twice"])
  func members(_ kind: String) async throws {
    let folder = home.url.appendingPathComponent("hostile")
    try FileManager.default.removeItem(at: archive)
    switch kind {
    case "link":
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("1.mat"), withDestinationURL: URL(fileURLWithPath: "/etc/hostname"))
      #expect(try await Tool.run("zip", ["-qry", archive.path, folder.path]) == 0)
    case "twice":
      for place in ["a", "b"] { try home.write(place, to: "hostile/\(place)/1.mat") }
      #expect(try await Tool.run("zip", ["-qr", archive.path, folder.path]) == 0)
    default: try writeZIP(archive, [(kind, Data("x".utf8)), ("2.mat", Data("content 2".utf8))], isDeflated: false)
    }
    let error = await #expect(throws: InputError.self) { try await fetcher().fetch() }
    #expect(error?.advice.hasPrefix("Nothing was unpacked.") == true)
    #expect(names(data) == [])
  }

  @Test("a program that is not installed is named")
  func noProgram() async throws {
    let error = await #expect(throws: InputError.self) { try await Tool.run("no-such-program-here", []) }
    #expect(error?.advice == "Install no-such-program-here.")
  }
}
