import Archives
import Diagnostics
import Files
import Foundation

/// The files of an archive, which was read once and is held in memory.
struct ArchivedFiles: ResultsFiles {
  let manifest: ArchiveManifest
  private let members: [String: Data]
  /// Members that are not as the manifest says, each by its name.
  let faults: [String]

  /// The most bytes of a manifest, and of all members together.
  private static let (mostOfManifest, most) = (64 << 20, 2 << 30)

  /// Reads all members and compares each with the manifest.
  /// - Throws: `InputError` for what is no archive of results: damage, links, paths that leave,
  ///   names that stand twice, members that are longer than the manifest says.
  init(_ file: URL) throws { self = try ArchiveReader.withUTF8Names { try ArchivedFiles(reading: file) } }

  private init(reading file: URL) throws {
    let reader = try ArchiveReader(file)
    func refused(_ found: String, _ expected: String) -> InputError {
      InputError(file.path, found: found, expected: expected, advice: "'hartransfer export' writes such archives.")
    }
    func bytes(of path: String, atMost limit: Int) throws -> Data {
      var data = Data()
      try reader.read { piece in
        guard data.count + piece.count <= limit else {
          throw refused("over \(limit) bytes in '\(ArchiveReader.shown(path))'", "as many as its manifest says")
        }
        data.append(contentsOf: piece)
      }
      return data
    }
    guard let first = try reader.next(), first.path == ResultsPath.manifest, !first.isFolder,
      let manifest = try? JSONDecoder().decode(
        ArchiveManifest.self, from: try bytes(of: first.path, atMost: Self.mostOfManifest))
    else { throw refused("no manifest.json as its first member", "an archive of results") }
    guard manifest.schema == ArchiveManifest.currentSchema else {
      throw refused("schema '\(manifest.schema.prefix(80))'", "'\(ArchiveManifest.currentSchema)'")
    }
    guard manifest.files.values.allSatisfy({ $0.bytes >= 0 && $0.bytes <= Self.most }),
      manifest.files.values.reduce(0, { $0 + $1.bytes }) <= Self.most
    else { throw refused("members of over \(Self.most) bytes together", "fewer") }
    var members: [String: Data] = [:]
    var (seen, faults) = (Set<String>(), [String]())
    while let member = try reader.next() {
      let shown = ArchiveReader.shown(member.path)
      guard !member.isFolder else { continue }
      // What some systems take for one is one.
      guard seen.insert(member.path.lowercased()).inserted, member.path != ResultsPath.manifest else {
        throw refused("two members '\(shown)'", "each name once")
      }
      guard let known = manifest.files[member.path] else {
        faults.append("\(shown): not named by the manifest")
        continue
      }
      let data = try bytes(of: member.path, atMost: known.bytes)
      if data.count != known.bytes {
        faults.append("\(shown): \(data.count) bytes, where the manifest says \(known.bytes)")
      } else if Checksum.of(data) != known.sha256 {
        faults.append("\(shown): not the bytes whose SHA-256 the manifest holds")
      } else {
        members[member.path] = data
      }
    }
    for path in manifest.files.keys.sorted() where !seen.contains(path.lowercased()) {
      faults.append("\(ArchiveReader.shown(path)): missing, though the manifest names it")
    }
    (self.manifest, self.members, self.faults) = (manifest, members, faults)
  }

  func data(at path: String) -> Data? { members[path] }

  func names(in folder: String) -> [String] {
    members.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
  }
}
