import Archives
import Diagnostics
import Files
import Foundation
import Metrics
import Splits
import Testing

@testable import Records

@Suite("Archives of results")
struct ArchiveTests {
  /// A results folder with two records of a plan and one that is of no plan.
  private struct Results {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hartransfer-archive-\(UUID().uuidString)")
    var store: RecordStore { RecordStore(folder: folder.appendingPathComponent("small")) }
    var archive: URL { folder.appendingPathComponent("small.tar.xz") }

    init() throws {
      try store.prepare()
      var planned: [PlannedTrial] = []
      for key in ["b", "a", "stale"] {
        var trial = Self.trial
        trial.split = key
        var record = TrialRecord(
          key: key, trial: trial, data: ["x": "1"], classNames: ["u", "v"],
          roles: Roles(labelled: [0], paired: [1], test: [2, 3]), candidateClasses: [0, 1], scores: ["accuracy": 0.5],
          provenance: Provenance(
            version: "1", revision: nil, swift: "6.2", system: "s", processor: "p", blas: "b", blasThreads: 1,
            libraries: [:]), run: .init(startedAt: "2026-01-01T00:00:00Z", seconds: 1))
        record.predictions = .init(ids: ["i", "j"], subjects: [1, 2], truth: [0, 1], predicted: [0, 0])
        try store.write(record)
        if key != "stale" { planned.append(PlannedTrial(key: key, trial: trial)) }
      }
      try store.writePlan(planned)
      let file = folder.appendingPathComponent("c.yaml")
      try store.write(try #require(ConfigurationFiles([(file, "benchmark: small\n")])))
    }

    static let trial = TrialDescription(
      benchmark: "small", dataset: "d", datasetVersion: "1", protocol: .init(name: "p"), split: "s", source: "x",
      target: "y", encoderSource: .init(name: "e"), encoderTarget: .init(name: "e"), reduction: .null,
      alignment: .init(name: "perfect"), classifier: .init(name: "c"), seed: 0)

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The files of the archive, changed, in another one.
    func rewritten(_ change: (inout ArchiveManifest, inout [(path: String, data: Data)]) -> Void) throws -> URL {
      let files = try ArchivedFiles(archive)
      var manifest = files.manifest
      var members = manifest.files.keys.sorted().compactMap { path in
        files.data(at: path).map { (path: path, data: $0) }
      }
      change(&manifest, &members)
      let url = folder.appendingPathComponent("other.tar.xz")
      let writer = try ArchiveWriter(url)
      try writer.add(CanonicalJSON.prettyData(manifest), at: "manifest.json")
      for (path, data) in members { try writer.add(data, at: path) }
      try writer.close()
      return url
    }
  }

  @Test("an archive gives the records, the plan and the configuration of its folder, and no stale record")
  func roundTrip() throws {
    let results = try Results()
    defer { results.remove() }
    let summary = try results.store.export(to: results.archive)
    #expect(summary.isComplete && summary.manifest.records == 2 && summary.manifest.benchmark == "small")
    let store = try RecordStore(at: results.archive)
    #expect(store.isArchive && !results.store.isArchive)
    #expect(try store.plan() == results.store.plan() && store.recordedKeys() == ["a", "b"])
    for key in ["a", "b"] { #expect(try store.text(of: key) == results.store.text(of: key)) }
    #expect(try store.text(of: "stale") == nil && results.store.text(of: "stale") != nil)
    #expect(try store.configuration() == results.store.configuration())
    let data = try #require(summary.manifest.data.first)
    #expect(
      data == .init(dataset: "d", datasetVersion: "1", modality: "x", sha256: "1") && summary.manifest.data.count == 1)
  }

  @Test("equal results give equal bytes, also when they are exported from an archive")
  func determinism() throws {
    let results = try Results()
    defer { results.remove() }
    let first = try results.store.export(to: results.archive)
    let again = results.folder.appendingPathComponent("again.tar.xz")
    #expect(try RecordStore(at: results.archive).export(to: again).sha256 == first.sha256)
    // Files in another order on the disk, and of another time.
    let moved = results.folder.appendingPathComponent("moved")
    try FileManager.default.copyItem(at: results.store.folder, to: moved)
    for key in ["a", "b"] {
      let file = moved.appendingPathComponent("records/\(key).json")
      let data = try Data(contentsOf: file)
      try FileManager.default.removeItem(at: file)
      try data.write(to: file)
    }
    #expect(try RecordStore(folder: moved).export(to: again).sha256 == first.sha256)
    #expect(try Data(contentsOf: again) == Data(contentsOf: results.archive))
  }

  @Test("a record that is missing or damaged is left out and said")
  func incomplete() throws {
    let results = try Results()
    defer { results.remove() }
    try FileManager.default.removeItem(at: results.store.url(of: "a"))
    try Data("{".utf8).write(to: results.store.url(of: "b"))
    let summary = try results.store.export(to: results.archive)
    #expect(!summary.isComplete && summary.manifest.records == 0 && summary.unusable.map(\.key) == ["b"])
    try FileManager.default.removeItem(at: results.store.folder.appendingPathComponent("configuration.json"))
    let refusal = try #require(throws: InputError.self) { try results.store.export(to: results.archive) }
    #expect(refusal.advice.contains("--configuration"))
  }

  @Test("what is not as the manifest says is named, member by member, and such an archive is not read")
  func damage() throws {
    let results = try Results()
    defer { results.remove() }
    try results.store.export(to: results.archive)
    func faults(_ change: (inout ArchiveManifest, inout [(path: String, data: Data)]) -> Void) throws -> [String] {
      let url = try results.rewritten(change)
      let opened = try RecordStore.opened(at: url)
      let refusal = try #require(throws: InputError.self) { try RecordStore(at: url) }
      #expect(refusal.found.contains(opened.faults[0]))
      return opened.faults
    }
    let changed = try faults { _, members in
      let place = members.firstIndex { $0.path == "records/a.json" }!
      members[place].data[members[place].data.count / 2] ^= 1
    }
    #expect(changed.count == 1 && changed[0].hasPrefix("records/a.json: not the bytes"))
    let missing = try faults { _, members in members.removeAll { $0.path == "records/b.json" } }
    #expect(missing == ["records/b.json: missing, though the manifest names it"])
    let added = try faults { _, members in members.append(("records/c.json", Data("{}".utf8))) }
    #expect(added == ["records/c.json: not named by the manifest"])
    let short = try faults { manifest, _ in manifest.files["records/a.json"]!.bytes += 1 }
    #expect(short.count == 1 && short[0].hasPrefix("records/a.json: ") && short[0].contains("where the manifest says"))
  }

  @Test("hostile archives are refused by name: paths that leave, links, doubled names, members without end, cut files")
  func hostile() throws {
    let results = try Results()
    defer { results.remove() }
    try results.store.export(to: results.archive)
    func refusal(_ url: URL) throws -> String {
      "\(try #require(throws: InputError.self) { try RecordStore.opened(at: url) })"
    }
    for path in ["../out.json", "/etc/out.json", "records/../../out.json"] {
      let text = try refusal(
        results.rewritten { manifest, members in
          manifest.files[path] = .init(bytes: 2, sha256: Checksum.of("{}"))
          members.append((path, Data("{}".utf8)))
        })
      #expect(text.contains("paths within the archive"), "\(text)")
    }
    let doubled = try refusal(
      results.rewritten { _, members in members.append(("records/A.json", Data("{}".utf8))) })
    #expect(doubled.contains("two members 'records/A.json'"))
    let endless = try refusal(
      results.rewritten { manifest, members in
        manifest.files["records/a.json"]!.bytes = 10
        members.append(("x", Data(count: 1 << 20)))
      })
    #expect(endless.contains("over 10 bytes in 'records/a.json'"))
    let vast = try refusal(results.rewritten { manifest, _ in manifest.files["x"] = .init(bytes: 1 << 40, sha256: "") })
    #expect(vast.contains("members of over"))
    let cut = results.folder.appendingPathComponent("cut.tar.xz")
    try Data(contentsOf: results.archive).dropLast(100).write(to: cut)
    #expect(try refusal(cut).contains(cut.path))
    let foreign = results.folder.appendingPathComponent("foreign.tar.xz")
    let writer = try ArchiveWriter(foreign)
    try writer.add(Data("hello".utf8), at: "hello.txt")
    try writer.close()
    #expect(try refusal(foreign).contains("no manifest.json as its first member"))
    // A link, behind a manifest that names it.
    let link = results.folder.appendingPathComponent("link.tar")
    var manifest = try ArchivedFiles(results.archive).manifest
    manifest.files = ["plan.json": .init(bytes: 0, sha256: Checksum.of(""))]
    let text = try CanonicalJSON.prettyData(manifest)
    let tar =
      Self.header("manifest.json", size: text.count) + text + Data(count: (512 - text.count % 512) % 512)
      + Self.header("plan.json", size: 0, link: "/etc/passwd") + Data(count: 1024)
    try tar.write(to: link)
    #expect(try refusal(link).contains("a member 'plan.json' that is a link to '/etc/passwd'"))
  }

  /// The block before a member of a plain tar archive.
  private static func header(_ path: String, size: Int, link: String? = nil) -> Data {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ place: Int) {
      for (offset, byte) in text.utf8.enumerated() { block[place + offset] = byte }
    }
    put(path, 0)
    put("0000644\0", 100)
    put("0000000\0", 108)
    put("0000000\0", 116)
    let octal = String(size, radix: 8)
    put(String(repeating: "0", count: 11 - octal.count) + octal + "\0", 124)
    put("00000000000\0", 136)
    put("        ", 148)
    put(link == nil ? "0" : "2", 156)
    if let link { put(link, 157) }
    put("ustar\0", 257)
    put("00", 263)
    let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", 148)
    return Data(block)
  }

  @Test("the configuration keeps the texts of all files below the nearest folder that holds them, and no other path")
  func configuration() throws {
    let folder = URL(fileURLWithPath: "/somewhere/Configs")
    let found = try #require(
      ConfigurationFiles([
        (folder.appendingPathComponent("sweeps/noise.yaml"), "include: ../fragments/e.yaml\n"),
        (folder.appendingPathComponent("sweeps/../fragments/e.yaml"), "seed: 1\n"),
      ]))
    #expect(
      found.main == "sweeps/noise.yaml" && found.files.keys.sorted() == ["fragments/e.yaml", "sweeps/noise.yaml"])
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-kept-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    let main = try found.write(to: place, place: "p")
    #expect(try String(contentsOf: main, encoding: .utf8) == "include: ../fragments/e.yaml\n")
    for path in ["../x.yaml", "/etc/x.yaml", "a/../../x.yaml", ".hidden"] {
      var hostile = found
      hostile.files[path] = "x"
      #expect(throws: InputError.self) { try hostile.write(to: place, place: "p") }
    }
  }
}
