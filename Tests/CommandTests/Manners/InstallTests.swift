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

    let removed = try Self.make("uninstall", "PREFIX='\(prefix)'")
    #expect(removed.code == 0, "\(removed.standardError)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: prefix).isEmpty)
    #expect(try Self.make("uninstall", "PREFIX='\(prefix)'").code != 0)
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
