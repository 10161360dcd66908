import Archives
import Diagnostics
import Files
import Foundation

/// A file that was downloaded, by this program or by a person, and what may come out of it.
///
/// Its SHA-256 is compared first. A person may have another packing of the same files than those
/// whose checksums the manifest knows. Then each file must be as the lists say, none may be missing
/// and none added.
struct GivenArchive {
  private let file: URL
  private let archive: Archive
  /// The SHA-256 of the file.
  let checksum: String
  /// What a person should know before it is unpacked; nil where all is as expected.
  let remark: String?
  /// Whether the file is one that the manifest knows.
  private let isKnown: Bool
  /// Whether lists decide on each file.
  private let listsDecide: Bool
  private let lists: [[String: String]]
  /// Paths of files that are in their place, as they should be.
  private let here: Set<String>
  private let companions: [String]
  private let isOnlyOne: Bool

  /// - Throws: `InputError` where the SHA-256 is not as stated, and no list may decide instead.
  init(
    _ file: URL, _ archive: Archive, of entry: DatasetEntry, in data: URL, before: Verification?
  ) throws {
    self.file = file
    self.archive = archive
    let all = try entry.manifest.checksums.map { try ChecksumList($0, in: entry.folder) }
    here = before.map { found in Set(all.flatMap { found.asListed($0) }) } ?? []
    // What a script makes is not in the archive.
    let made = entry.manifest.fetch?.script == nil ? [] : [PreparedRecordingsLoader.fileName]
    lists = all.map { $0.checksums.filter { !made.contains($0.key) } }
    companions = entry.manifest.companions ?? []
    isOnlyOne = entry.manifest.fetch?.archives?.count == 1
    checksum = try Checksum.ofFile(file)
    let stated = archive.sha256?.all ?? []
    isKnown = stated.contains(checksum)
    listsDecide = archive.isPacked && archive.file != nil && !lists.isEmpty
    let mayDiffer = listsDecide || (stated.isEmpty && !lists.isEmpty)
    guard isKnown || mayDiffer else {
      throw InputError(
        file.path, found: "SHA-256 \(checksum)",
        expected: stated.isEmpty
          ? "one that the manifest states, since it has no list" : stated.joined(separator: " or "))
    }
    remark =
      isKnown || stated.isEmpty
      ? nil
      : "\(file.lastPathComponent) has another SHA-256 than the manifest states; each of its files is compared instead"
  }

  /// Unpacks or copies into a hidden folder.
  /// - Throws: `InputError` that names the files that are wrong, missing or added.
  func unpack(to staged: StagedFiles) throws -> Unpacking {
    var unpacking = Unpacking(to: staged, places: places, limit: archive.unpackedBytes ?? Unpacking.limit(of: file))
    guard archive.isPacked else {
      let name = archive.fileName ?? file.lastPathComponent
      try unpacking.copy(file, to: archive.unpacksTo.map { "\($0)/\(name)" } ?? name)
      return unpacking
    }
    do { try unpacking.run(file) } catch let error as InputError where !isKnown && archive.sha256 != nil {
      throw InputError(
        error.place, found: error.found + "; its SHA-256 \(checksum) is not that of the manifest",
        expected: error.expected, advice: error.advice)
    }
    try check(unpacking)
    return unpacking
  }

  private var places: any MemberPlaces {
    let accepted = lists.reduce(into: [String: [String]]()) { all, list in
      for (path, checksum) in list { all[path, default: []].append(checksum) }
    }
    if let folder = archive.unpacksTo { return OneFolder(folder: folder, accepted: listsDecide ? accepted : [:]) }
    return lists.isEmpty ? SameFolders() : ListedFiles(accepted, here: here, companions: companions)
  }

  /// Refuses what is not as the lists say.
  private func check(_ found: Unpacking) throws {
    let got = Set(found.unpacked + found.here)
    guard !got.isEmpty else {
      throw InputError(
        file.path, found: found.unlisted.first.map { "no file that a list names, but '\($0)'" } ?? "no file",
        expected: "the files of \(archive.unpacksTo ?? "the data set")")
    }
    guard listsDecide else { return }
    // The list that the archive is nearest to: others speak of other forms of the data.
    let nearest = lists.max { a, b in a.keys.count(where: got.contains) < b.keys.count(where: got.contains) } ?? [:]
    let wanted = nearest.keys.filter { path in archive.unpacksTo.map { path.hasPrefix($0 + "/") } ?? true }
    let missing = isOnlyOne ? wanted.filter { !got.contains($0) && !here.contains($0) }.sorted() : []
    let faults = [
      Self.named(found.wrong, "with another content than the list says"), Self.named(missing, "missing"),
      isKnown ? nil : Self.named(found.unlisted, "that no list names"),
    ].compactMap(\.self)
    guard faults.isEmpty else {
      let cause = isKnown || archive.sha256 == nil ? "" : "; its SHA-256 is not that of the manifest either"
      throw InputError(
        file.path, found: faults.joined(separator: "; ") + cause,
        expected: "the \(wanted.count) files of the manifest's checksum list, each as listed")
    }
  }

  /// The first few of some files, and how many there are.
  private static func named(_ files: [String], _ what: String) -> String? {
    guard !files.isEmpty else { return nil }
    let shown = files.prefix(5).map { "'\(ArchiveReader.shown($0))'" }.joined(separator: ", ")
    return "\(files.count) \(files.count == 1 ? "file" : "files") \(what) (\(shown)\(files.count > 5 ? ", ..." : ""))"
  }
}

extension Unpacking {
  /// What became of the archive's files, in a line for each kind.
  var lines: [String] {
    var lines = ["\(unpacked.count) \(unpacked.count == 1 ? "file" : "files") taken"]
    if !here.isEmpty { lines[0] += ", \(here.count) here already" }
    let others = leftOut + unlisted
    if let first = others.first {
      lines.append(
        "\(others.count) left out that no list names or that are hidden, such as '\(ArchiveReader.shown(first))'")
    }
    return lines
  }
}
