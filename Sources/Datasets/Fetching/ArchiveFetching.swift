import Diagnostics
import Files
import Foundation

extension Fetcher {
  /// Downloads, or takes what a person downloaded, and unpacks the archives whose files are not
  /// there yet.
  func fetchArchives(before: Verification?) async throws {
    // Only where nothing waits to be continued.
    defer { rmdir(downloads.path) }
    let archives = try wanted(before)
    for archive in archives where from == nil {
      try archive.check(place: "\(entry.manifest.id): fetch", schemes: schemes)
    }
    for archive in archives {
      let name = try FileName.checked(archive.fileName ?? "", place: "\(entry.manifest.id): fetch: archives")
      if let from {
        try unpack(from.isFolder ? from.appendingPathComponent(name) : from, archive, isOurs: false, before: before)
      } else if let url = archive.url {
        try unpack(try await download(url, name), archive, isOurs: true, before: before)
      }
    }
  }

  /// The archives whose files are not all there; those that were given, where some were.
  private func wanted(_ before: Verification?) throws -> [Archive] {
    let archives = entry.manifest.fetch?.archives ?? []
    if from != nil, let twice = firstRepeated(in: archives.compactMap(\.fileName)) {
      throw InputError(
        "\(entry.manifest.id): fetch", found: "two archives named '\(twice)'", expected: "names that tell them apart",
        advice: "Unpack them by hand. \(byHand)")
    }
    guard let from, !from.isFolder, archives.count > 1 else { return archives.filter { !isComplete($0, before) } }
    if let named = archives.first(where: { $0.fileName == from.lastPathComponent }) { return [named] }
    let checksum = try Checksum.ofFile(from)
    if let known = archives.first(where: { $0.sha256?.all.contains(checksum) == true }) { return [known] }
    throw InputError(
      from.path, found: "a file of another name and SHA-256 than those of the manifest",
      expected: archives.compactMap(\.fileName).joined(separator: ", "),
      advice: "Give it its name, or give the folder of all of them. \(byHand)")
  }

  /// Whether every file of an archive's folder is there and as some list says.
  private func isComplete(_ archive: Archive, _ found: Verification?) -> Bool {
    guard let found, let folder = archive.unpacksTo else { return false }
    let inside = { (file: String) in file.hasPrefix(folder + "/") }
    let isWhole = found.matching.contains { $0.folder == folder } && !found.missing.contains(where: inside)
    let complete = isWhole && !found.wrong.contains { inside($0.file) }
    if complete { report("\(folder): already here") }
    return complete
  }

  /// Compares the file's SHA-256, unpacks into a hidden folder, and moves each file to its place
  /// once all of them are right.
  private func unpack(_ file: URL, _ archive: Archive, isOurs: Bool, before: Verification?) throws {
    let again = isOurs ? "It was removed: run the command again. " : ""
    guard FileManager.default.fileExists(atPath: file.path), !file.isFolder else {
      throw InputError(
        file.path, found: file.isFolder ? "a folder" : "no such file",
        expected: "the file '\(archive.fileName ?? "")' of \(archive.unpacksTo ?? entry.manifest.id)", advice: byHand)
    }
    do {
      let given = try GivenArchive(file, archive, of: entry, in: folder, before: before)
      if let remark = given.remark { report(remark) }
      report("\(archive.isPacked ? "unpacking" : "copying") \(file.lastPathComponent)")
      let staged = try StagedFiles(in: folder, key: given.checksum)
      defer { if !staged.hasNoRoom { staged.discard() } }
      let unpacking = try given.unpack(to: staged)
      let fetched = FetchedFiles(folder: folder, wrong: Set((before?.wrong ?? []).map(\.file)), report: report)
      for path in unpacking.unpacked.sorted() { try fetched.place(staged.url(of: path), at: path) }
      for line in unpacking.lines { report(line) }
    } catch let error as InputError where error.advice.isEmpty {
      if isOurs { try? FileManager.default.removeItem(at: file) }
      throw InputError(
        error.place, found: error.found, expected: error.expected, advice: "Nothing was unpacked. " + again + byHand)
    }
    if isOurs { try? FileManager.default.removeItem(at: file) }
  }
}
