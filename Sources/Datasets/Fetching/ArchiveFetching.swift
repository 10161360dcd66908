import Diagnostics
import Files
import Foundation

extension Fetcher {
  /// Downloads and unpacks the archives whose files are not there yet.
  func fetchArchives(before: Verification) async throws {
    let archives = entry.manifest.fetch?.archives ?? []
    // Only where nothing waits to be continued.
    defer { rmdir(downloads.path) }
    for archive in archives where from == nil {
      try archive.check(place: "\(entry.manifest.id): fetch", schemes: schemes)
    }
    if from != nil, let twice = firstRepeated(in: archives.compactMap(\.fileName)) {
      throw InputError(
        "\(entry.manifest.id): fetch", found: "two archives named '\(twice)'", expected: "names that tell them apart",
        advice: "Unpack them by hand. \(byHand)")
    }
    for archive in archives where !isComplete(archive.unpacksTo, before) {
      let name = try FileName.checked(archive.fileName ?? "", place: "\(entry.manifest.id): fetch: url")
      if let from {
        try await unpack(from.appendingPathComponent(name), archive, isOurs: false, before: before)
      } else {
        try await unpack(download(archive, name), archive, isOurs: true, before: before)
      }
    }
  }

  /// Whether every file of a folder is there and as some list says.
  private func isComplete(_ folder: String, _ found: Verification) -> Bool {
    let inside = { (file: String) in file.hasPrefix(folder + "/") }
    let isWhole = found.matching.contains { $0.folder == folder } && !found.missing.contains(where: inside)
    let complete = isWhole && !found.wrong.contains { inside($0.file) }
    if complete { report("\(folder): already here") }
    return complete
  }

  /// Files that stay behind when the program is killed. A later call continues them.
  private var downloads: URL { folder.appendingPathComponent(".downloads") }

  /// Downloads into a file `.part`, which a later call continues, and gives it its name at the end.
  private func download(_ archive: Archive, _ name: String) async throws -> URL {
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    // Named by the address, so that nothing else is continued or taken for it.
    let own = "\(Checksum.of(archive.url).prefix(8))-\(name)"
    let whole = downloads.appendingPathComponent(own)
    let part = downloads.appendingPathComponent(own + ".part")
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
    return try await Tool.run("curl", progress + Self.curlArguments(url, to: file, schemes: schemes))
  }

  /// A server may lead to other servers only, and not from an encrypted address to an open one.
  /// Brackets in an address are no patterns.
  static func curlArguments(_ url: String, to file: URL, schemes: [String]) -> [String] {
    let isEncrypted = url.lowercased().hasPrefix("https:")
    return [
      "--proto", "=" + (isEncrypted ? ["https"] : schemes).joined(separator: ","),
      "--proto-redir", isEncrypted ? "=https" : "=https,http", "--globoff", "--show-error", "--fail", "--location",
      "--retry", "3", "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60", "--continue-at", "-",
      "--output", file.path, "--", url,
    ]
  }

  /// Unpacks into a hidden folder, without the archive's own folders, then moves each file to its
  /// place.
  private func unpack(
    _ file: URL, _ archive: Archive, isOurs: Bool, before: Verification
  ) async throws {
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
    let unpacked = try AtomicFile.temporaryFolder(in: folder)
    defer { try? files.removeItem(at: unpacked) }
    do { try ArchiveMembers.check(file, advice: again + byHand) } catch {
      discard()
      throw error
    }
    let code = try await Tool.run("unzip", ["-q", "-o", "-j", file.path, "-d", unpacked.path])
    guard code == 0 else {
      discard()
      throw InputError(
        file.path, found: "an archive that does not unpack (unzip's exit code \(code))",
        expected: "a whole ZIP archive",
        advice: again + byHand)
    }
    let fetched = FetchedFiles(folder: folder, wrong: Set(before.wrong.map(\.file)), report: report)
    // Archives made on a Mac hold a hidden companion of each file.
    for name in try files.contentsOfDirectory(atPath: unpacked.path).sorted() where !name.hasPrefix(".") {
      try fetched.place(unpacked.appendingPathComponent(name), at: "\(archive.unpacksTo)/\(name)")
    }
    if isOurs { try? files.removeItem(at: file) }
  }
}
