import Diagnostics
import Files
import Foundation
import Parallelism

/// What comparing the files of a data set with its checksum lists found.
public struct Verification: Sendable, Codable, Equatable {
  /// The data set's id.
  public var dataset: String
  /// The folder of the data.
  public var folder: String
  /// Folders of the lists that are not there at all: modalities that this copy does not have. No
  /// fault.
  public var notHere: [String]
  /// How many files of each folder are as which list says.
  public var matching: [Matching]
  /// Files that the lists name and that are not there, though their folder is.
  public var missing: [String]
  /// Files in the folders of the lists that no list names, and that the manifest does not call
  /// companions.
  public var unexpected: [String]
  /// Files with another content than the lists say.
  public var wrong: [WrongFile]

  /// True where files match the lists, and nothing is missing, unexpected or wrong.
  public var isSound: Bool { !matching.isEmpty && missing.isEmpty && unexpected.isEmpty && wrong.isEmpty }

  /// A count of files of one folder that match one list.
  public struct Matching: Sendable, Codable, Equatable {
    /// The folder below the folder of the data; "." for the latter itself.
    public var folder: String
    /// The list's variant. A file that several lists name alike counts for the first.
    public var variant: String
    /// Number of files.
    public var files: Int
  }

  /// A file with another content than expected.
  public struct WrongFile: Sendable, Codable, Equatable {
    /// The path below the folder of the data.
    public var file: String
    /// Its SHA-256.
    public var found: String
    /// What the lists say.
    public var expected: [Expected]
  }

  /// What one list says of a file.
  public struct Expected: Sendable, Codable, Equatable {
    /// The list's variant.
    public var variant: String
    public var sha256: String
  }

  /// Hashes every file of the data set, side by side. A file may match any of the lists.
  ///
  /// - Throws: `InputError` when there is no list, one is unreadable, or a file vanishes meanwhile.
  public init(of entry: DatasetEntry, in data: URL) throws {
    guard !entry.manifest.checksums.isEmpty else {
      throw InputError(
        "\(entry.manifest.id): checksums", found: "none (\(entry.manifest.checksumsUnknown ?? ""))",
        expected: "a list to compare the files with",
        advice: "'hartransfer datasets show \(entry.manifest.id)' says whether the loader can open them.")
    }
    let lists = try entry.manifest.checksums.map { try ChecksumList($0, in: entry.folder) }
    let named = Set(lists.flatMap(\.checksums.keys))
    let companions = Set(entry.manifest.companions ?? [])
    let folders = Set(named.map(Self.folder)).sorted()
    let exists = { (folder: String) in data.appendingPathComponent(folder).isFolder }
    // One folder of several side by side is missed, as its files are. All of them may not be here.
    let here = folders.filter { exists($0) || (Self.folder($0) != "." && exists(Self.folder($0))) }
    let beside = try Set(folders.map(Self.folder)).subtracting(["."]).filter(exists)
      .flatMap { try Self.folders(in: $0, of: data) }
    let present = try Set(here + beside).filter(exists).flatMap { try Self.files(in: $0, of: data) }
    let known = present.filter(named.contains).sorted()
    let found = try concurrentMap(known.count) { try Checksum.ofFile(data.appendingPathComponent(known[$0])) }

    dataset = entry.manifest.id
    folder = data.path
    notHere = folders.filter { !here.contains($0) }
    missing = named.filter { here.contains(Self.folder($0)) }.subtracting(present).sorted(by: Self.numerically)
    unexpected = present.filter { !named.contains($0) && !companions.contains($0) }.sorted(by: Self.numerically)
    var counts: [String: Int] = [:]
    var wrong: [WrongFile] = []
    for (file, checksum) in zip(known, found) {
      if let list = lists.first(where: { $0.checksums[file] == checksum }) {
        counts["\(Self.folder(file))\n\(list.variant)", default: 0] += 1
      } else {
        let expected = lists.compactMap { list in
          list.checksums[file].map { Expected(variant: list.variant, sha256: $0) }
        }
        wrong.append(WrongFile(file: file, found: checksum, expected: expected))
      }
    }
    self.wrong = wrong.sorted { Self.numerically($0.file, $1.file) }
    matching = here.flatMap { folder in
      lists.compactMap { list in
        counts["\(folder)\n\(list.variant)"].map { Matching(folder: folder, variant: list.variant, files: $0) }
      }
    }
  }

  /// The files of a list that are here and as some list says.
  func asListed(_ list: ChecksumList) -> [String] {
    let faults = Set(missing + wrong.map(\.file))
    let absent = Set(notHere)
    return list.checksums.keys.filter { !faults.contains($0) && !absent.contains(Self.folder($0)) }
  }

  private static func folder(_ file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
  }

  /// Folders directly in `folder`; hidden ones do not count.
  private static func folders(in folder: String, of data: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: data.appendingPathComponent(folder).path)
      .filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }.filter { data.appendingPathComponent($0).isFolder }
  }

  /// Files, not folders, directly in `folder`; hidden ones do not count.
  private static func files(in folder: String, of data: URL) throws -> [String] {
    let here = data.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: here.path)
      .filter { !$0.hasPrefix(".") && !here.appendingPathComponent($0).isFolder }
      .map { folder == "." ? $0 : "\(folder)/\($0)" }
  }

  private static func numerically(_ a: String, _ b: String) -> Bool {
    let order = a.compare(b, options: .numeric)
    return order == .orderedSame ? a < b : order == .orderedAscending
  }
}
