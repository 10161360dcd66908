import Diagnostics
import Files
import Foundation

extension Fetcher {
  /// Downloads and unpacks the archives whose files are not there yet.
  func fetchArchives(before: Verification) async throws {
    for archive in entry.manifest.fetch?.archives ?? [] where !isComplete(archive.unpacksTo, before) {
      let name = archive.url.split(separator: "/").last.map(String.init) ?? archive.unpacksTo + ".zip"
      if let from {
        try await unpack(from.appendingPathComponent(name), archive, isOurs: false)
      } else {
        try await unpack(download(archive, name), archive, isOurs: true)
      }
    }
    // Only where nothing waits to be continued.
    rmdir(downloads.path)
  }

  /// True where every file of a folder is there and as some list says.
  private func isComplete(_ folder: String, _ found: Verification) -> Bool {
    let inside = { (file: String) in file.hasPrefix(folder + "/") }
    let isWhole = found.matching.contains { $0.folder == folder } && !found.missing.contains(where: inside)
    let complete = isWhole && !found.wrong.contains { inside($0.file) }
    if complete { report("\(folder): already here") }
    return complete
  }

  private var downloads: URL { folder.appendingPathComponent(".downloads") }

  /// Downloads into a file `.part`, which a later call continues, and gives it its name at the end.
  private func download(_ archive: Archive, _ name: String) async throws -> URL {
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    let whole = downloads.appendingPathComponent(name)
    let part = downloads.appendingPathComponent(name + ".part")
    guard !FileManager.default.fileExists(atPath: whole.path) else { return whole }
    report("downloading \(archive.url)")
    var code = try await curl(archive.url, to: part)
    if code == Self.noRanges {
      report("the server cannot continue a download: starting again")
      try FileManager.default.removeItem(at: part)
      code = try await curl(archive.url, to: part)
    }
    guard code == 0, FileManager.default.fileExists(atPath: part.path) else {
      throw InputError(
        archive.url, found: "a failed download (curl's exit code \(code), its message stands above)",
        expected: "the archive",
        advice: "The same command continues it later. \(byHand)")
    }
    try FileManager.default.moveItem(at: part, to: whole)
    return whole
  }

  /// curl's exit code where a server does not support continuing.
  private static let noRanges = 33

  private func curl(_ url: String, to file: URL) async throws -> Int {
    let progress = isatty(STDERR_FILENO) == 1 ? ["--progress-bar"] : ["--silent"]
    return try await Tool.run(
      "curl",
      progress + [
        "--show-error", "--fail", "--location", "--retry", "3", "--connect-timeout", "30", "--speed-limit", "1",
        "--speed-time", "60", "--continue-at", "-", "--output", file.path, "--", url,
      ])
  }

  /// Unpacks into a hidden folder, without the archive's own folders, then moves each file to its place.
  private func unpack(_ file: URL, _ archive: Archive, isOurs: Bool) async throws {
    func discard() { if isOurs { try? FileManager.default.removeItem(at: file) } }
    let again = isOurs ? "It was removed: run the command again. " : ""
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw InputError(
        file.path, found: "no such file", expected: "the archive of \(archive.unpacksTo)", advice: byHand)
    }
    if let expected = archive.sha256 {
      let found = try Checksum.ofFile(file)
      guard found == expected else {
        discard()
        throw InputError(file.path, found: "SHA-256 \(found)", expected: expected, advice: again + byHand)
      }
    }
    report("unpacking \(file.lastPathComponent)")
    let files = FileManager.default
    let unpacked = folder.appendingPathComponent(".\(archive.unpacksTo.replacing("/", with: "-")).unpacked")
    try? files.removeItem(at: unpacked)
    defer { try? files.removeItem(at: unpacked) }
    let code = try await Tool.run("unzip", ["-q", "-o", "-j", file.path, "-d", unpacked.path])
    guard code == 0 else {
      discard()
      throw InputError(
        file.path, found: "an archive that does not unpack (unzip's exit code \(code))",
        expected: "a whole ZIP archive",
        advice: again + byHand)
    }
    let target = folder.appendingPathComponent(archive.unpacksTo)
    try files.createDirectory(at: target, withIntermediateDirectories: true)
    // Archives made on a Mac hold a hidden companion of each file.
    for name in try files.contentsOfDirectory(atPath: unpacked.path).sorted() where !name.hasPrefix(".") {
      let place = target.appendingPathComponent(name)
      try? files.removeItem(at: place)
      try files.moveItem(at: unpacked.appendingPathComponent(name), to: place)
    }
    if isOurs { try? files.removeItem(at: file) }
  }
}
