import Foundation
import Testing

@Suite("The installed program")
struct InstallTests {
  private static let generator = HARTransfer.package.appendingPathComponent(
    ".build/manual-generator/release/generate-manual")

  private static func make(_ target: String, _ variables: String) throws -> HARTransfer.Output {
    try HARTransfer.shell(
      "make --no-print-directory \(target) HARTRANSFER='\(HARTransfer.executable.path)' \(variables)",
      in: HARTransfer.package)
  }

  @Test("it runs from any folder with its own configurations and manifests, and goes away without a trace")
  func prefix() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let prefix = folder.appendingPathComponent("a prefix").path
    let installed = try Self.make("install-built", "PREFIX='\(prefix)'")
    #expect(installed.code == 0, "\(installed.standardError)")
    for name in [
      "bin/hartransfer", "share/bash-completion/completions/hartransfer", "share/zsh/site-functions/_hartransfer",
      "share/fish/vendor_completions.d/hartransfer.fish", "share/hartransfer/Datasets/spar/manifest.yaml",
      "share/hartransfer/Configs/fragments/utd-mhad-clips.yaml",
    ] { #expect(FileManager.default.fileExists(atPath: "\(prefix)/\(name)"), "\(name)") }
    #expect(!FileManager.default.fileExists(atPath: "\(prefix)/share/hartransfer/Datasets/spar/data"))

    let elsewhere = folder.appendingPathComponent("elsewhere")
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
    func program(_ words: String) throws -> HARTransfer.Output {
      try HARTransfer.shell("unset HARTRANSFER_DATASETS; '\(prefix)/bin/hartransfer' \(words)", in: elsewhere)
    }
    let run = try program("run Configs/synthetic.yaml")
    #expect(run.code == 0, "\(run.standardError)")
    #expect(run.standardError.hasPrefix("configuration: \(prefix)/share/hartransfer/Configs/synthetic.yaml\n"))
    #expect(
      FileManager.default.fileExists(atPath: elsewhere.appendingPathComponent("Results/synthetic/plan.json").path))
    let list = try program("datasets list")
    #expect(list.code == 0 && list.standardOutput.contains("utd-mhad"))
    try Self.named(prefix: prefix, elsewhere)

    let removed = try Self.make("uninstall", "PREFIX='\(prefix)'")
    #expect(removed.code == 0, "\(removed.standardError)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: prefix).isEmpty)
    #expect(try Self.make("uninstall", "PREFIX='\(prefix)'").code != 0)
  }

  /// Configurations by their names alone, and a cache in the user's folder: nothing is left where
  /// the program was called or installed.
  private static func named(prefix: String, _ elsewhere: URL) throws {
    let user = elsewhere.deletingLastPathComponent().appendingPathComponent("user")
    let files = FileManager.default
    func contents(_ folder: String) -> [String] { (files.enumerator(atPath: folder)?.map { "\($0)" } ?? []).sorted() }
    let before = contents(prefix)
    let recordings = """
      benchmark: here
      dataset: spar
      protocols: [cross-subject]
      encoders: {accelerometer: [statistics], gyroscope: [statistics]}
      alignments: [none]
      classifiers: [nearest-centroid]
      """
    try Data(recordings.utf8).write(to: elsewhere.appendingPathComponent("here.yaml"))
    func program(_ words: String) throws -> HARTransfer.Output {
      try HARTransfer.shell(
        "unset HARTRANSFER_DATASETS HARTRANSFER_DATA XDG_DATA_HOME; "
          + "HOME='\(user.path)' XDG_CACHE_HOME='\(user.path)/c' '\(prefix)/bin/hartransfer' \(words)", in: elsewhere)
    }
    let plan = try program("plan synthetic --format json")
    #expect(plan.code == 0, "\(plan.standardError)")
    #expect(plan.standardError.hasPrefix("configuration: \(prefix)/share/hartransfer/Configs/synthetic.yaml\n"))
    #expect(try program("plan sweeps/noise --format json").code == 0)
    for wrong in ["./synthetic", "\(elsewhere.path)/synthetic", "synthetik"] {
      #expect(try program("plan '\(wrong)'").code == 2, "\(wrong)")
    }
    let doctor = try program("doctor")
    #expect(doctor.standardOutput.contains("\(user.path)/c/hartransfer/features"))
    #expect(doctor.standardOutput.contains("\(prefix)/share/hartransfer/Datasets"))

    let missing = try program("run here.yaml")
    #expect(
      missing.code == 2 && missing.standardError.contains("\(user.path)/.local/share/hartransfer/Datasets/spar/data"))
    let own = HARTransfer.package.appendingPathComponent("Datasets/spar/data/recordings.h5")
    if files.fileExists(atPath: own.path) {
      let data = user.appendingPathComponent(".local/share/hartransfer/Datasets/spar/data")
      try files.createDirectory(at: data, withIntermediateDirectories: true)
      try files.createSymbolicLink(at: data.appendingPathComponent("recordings.h5"), withDestinationURL: own)
      let run = try program("run here.yaml")
      #expect(run.code == 0, "\(run.standardError)")
      #expect(contents("\(user.path)/c/hartransfer/features").contains { $0.hasSuffix(".h5") })
      #expect(!files.fileExists(atPath: elsewhere.appendingPathComponent(".cache").path))
    }
    #expect(contents(prefix) == before)
  }

  @Test("what was fetched stays when the program goes, and a staged installation knows nothing of its stage")
  func stage() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let installed = try Self.make("install-built", "DESTDIR='\(folder.path)' PREFIX=/usr/local")
    #expect(installed.code == 0, "\(installed.standardError)")
    let share = folder.appendingPathComponent("usr/local/share/hartransfer")
    let list = try String(contentsOf: share.appendingPathComponent("installed-files"), encoding: .utf8)
    #expect(list.contains("bin/hartransfer\n") && !list.contains(folder.path))
    let recordings = share.appendingPathComponent("Datasets/spar/data/recordings.h5")
    try FileManager.default.createDirectory(
      at: recordings.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: recordings)
    let removed = try Self.make("uninstall", "DESTDIR='\(folder.path)' PREFIX=/usr/local")
    #expect(removed.code == 0 && removed.standardOutput.contains("kept:"))
    #expect(FileManager.default.fileExists(atPath: recordings.path))
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("usr/local/bin").path))
  }

  @Test(
    "every command has a manual page that renders with its examples",
    .enabled(
      if: [generator.path, "/usr/bin/man"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) },
      "no 'man', or no generator of manual pages: run 'make install'"))
  func manual() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Self.make("install-built", "PREFIX='\(folder.path)'").code == 0)
    let pages = folder.appendingPathComponent("share/man/man1").path
    for page in try HelpPages.all() {
      let name = (["hartransfer"] + page.command).joined(separator: ".")
      let output = try HARTransfer.shell("MANWIDTH=100 man -l '\(pages)/\(name).1'", in: folder)
      #expect(output.code == 0 && output.standardError.isEmpty, "\(output.standardError)")
      let example = try #require(page.examples.first)
      #expect(output.standardOutput.contains(example.replacing(" \\", with: "")), "\(name)")
    }
  }
}
