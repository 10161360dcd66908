import Archives
import Diagnostics
import Files
import Foundation

/// Unpacks an archive into a hidden folder, file by file, and says what it found. Nothing gets its
/// place here.
struct Unpacking {
  /// Where the archive's files go.
  private var places: any MemberPlaces
  private let staged: StagedFiles
  /// The most bytes of all files.
  private let limit: Int
  /// Bytes that were written, and those that were passed over: inflating costs time, too.
  private var (written, passedOver) = (0, 0)
  private var members = 0
  /// Files and folders by their path in lower case: what some systems take for one is one.
  private var claimed: [String: (path: String, isFolder: Bool)] = [:]

  /// Paths of files that wait in the hidden folder, in the archive's order.
  private(set) var unpacked: [String] = []
  /// Paths of files that are in their place, as they should be.
  private(set) var here: [String] = []
  /// Files of the archive that nobody wants.
  private(set) var leftOut: [String] = []
  /// Files of the archive that no list names.
  private(set) var unlisted: [String] = []
  /// Files with another content than the lists say.
  private(set) var wrong: [String] = []

  /// The most members of an archive.
  private static let mostMembers = 1_000_000

  init(to staged: StagedFiles, places: any MemberPlaces, limit: Int) {
    self.staged = staged
    self.places = places
    self.limit = limit
  }

  /// The most bytes that an archive may unpack to where its manifest states none: real recordings
  /// as text shrink to a tenth, hardly ever to a hundredth.
  static func limit(of archive: URL) -> Int {
    let size = (try? archive.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
    return max(1 << 30, 200 * size)
  }

  /// Unpacks all that is wanted.
  /// - Throws: `InputError` that names the member at fault.
  mutating func run(_ archive: URL) throws {
    try ArchiveReader.withUTF8Names {
      let reader = try ArchiveReader(archive)
      while let member = try reader.next() {
        members += 1
        guard members <= Self.mostMembers else {
          throw InputError(archive.path, found: "over \(Self.mostMembers) members", expected: "fewer")
        }
        guard !MemberPlace.isHidden(member.path) else {
          if !member.isFolder { leftOut.append(member.path) }
          try passOver(member, archive)
          continue
        }
        if !member.isFolder { try take(member, from: reader, archive) }
      }
    }
  }

  /// Copies a file that is no archive.
  mutating func copy(_ file: URL, to path: String) throws {
    let handle = try RegularFile.handle(file, expected: "a file of the data set")
    defer { try? handle.close() }
    _ = try staged.write(path) { take in
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { try piece.withUnsafeBytes(take) }
    }
    unpacked.append(path)
  }

  private mutating func take(_ member: ArchiveReader.Member, from reader: ArchiveReader, _ archive: URL) throws {
    switch try places.place(of: member.path) {
    case .leftOut: leftOut.append(member.path)
    case .unlisted: unlisted.append(member.path)
    case .here(let path):
      try claim(path, member.path, archive)
      here.append(path)
    case .file(let path, let accepted):
      try claim(path, member.path, archive)
      unpacked.append(path)
      if let accepted, staged.holds(path, accepted: accepted) { break }
      let checksum = try staged.write(path) { take in
        try reader.read { piece in
          try count(&written, piece.count, archive, member.path)
          try take(piece)
        }
      }
      if let accepted, !accepted.contains(checksum) { wrong.append(path) }
      return
    }
    try passOver(member, archive)
  }

  private mutating func passOver(_ member: ArchiveReader.Member, _ archive: URL) throws {
    try count(&passedOver, max(0, member.size ?? 0), archive, member.path)
  }

  private func count(_ bytes: inout Int, _ more: Int, _ archive: URL, _ path: String) throws {
    bytes += more
    guard bytes <= limit else {
      throw InputError(
        archive.path, found: "over \(limit) bytes unpacked, at '\(ArchiveReader.shown(path))'",
        expected: "at most that many: 'unpackedBytes' of the manifest, else 200 times the archive's size, or 1 GiB")
    }
  }

  /// Refuses two files of one name, and a file in the place of a folder. Capitals make no
  /// difference, since on some systems they make none.
  private mutating func claim(_ path: String, _ member: String, _ archive: URL) throws {
    let parts = path.split(separator: "/")
    for end in 1...max(parts.count, 1) {
      let own = parts.prefix(end).joined(separator: "/")
      let isFolder = end < parts.count
      guard let other = claimed.updateValue((isFolder ? own : member, isFolder), forKey: own.lowercased()) else {
        continue
      }
      guard isFolder && other.isFolder && other.path == own else {
        throw InputError(
          archive.path,
          found: "'\(ArchiveReader.shown(other.path))' and '\(ArchiveReader.shown(isFolder ? own : member))'",
          expected: "files and folders of different names, whatever their capitals")
      }
    }
  }
}
