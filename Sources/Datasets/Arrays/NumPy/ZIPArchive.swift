import CLibZip
import Diagnostics
import Files
import Foundation
import Parallelism

/// An open ZIP archive. Opening reads its whole directory, so a file is opened once. May be shared
/// between threads: calls enter libzip one at a time.
final class ZIPArchive: Sendable {
  struct Member {
    let name: String
    let index: UInt64
    let size: Int
  }

  /// Used under the lock alone.
  nonisolated(unsafe) private let handle: OpaquePointer
  private let lock = NSLock()
  private let path: String
  private let size: Int

  init(_ url: URL) throws {
    path = url.path
    try RegularFile.check(url, expected: "a ZIP archive")
    try FileCheck.check(url)
    size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    var code: Int32 = 0
    guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw Self.damaged(path, String(cString: zip_error_strerror(&error)), "a whole ZIP archive")
    }
    self.handle = handle
  }

  deinit { zip_discard(handle) }

  /// Calls libzip.
  func withHandle<R>(_ body: (OpaquePointer) throws -> R) rethrows -> R { try lock.withLock { try body(handle) } }

  /// The members in the order of the archive.
  /// - Throws: `InputError` for a member that its bytes cannot hold: deflate saves at most a factor
  ///   of 1,032; and for members that unpack to far more than the archive.
  func members() throws -> [Member] {
    let members = try withHandle { try list($0) }
    var unpacked = 0
    for member in members {
      let (sum, overflow) = unpacked.addingReportingOverflow(member.size)
      unpacked = overflow ? .max : sum
    }
    guard !Expansion.isTooLarge(unpacked, outOf: size) else { throw Expansion.refused(path, unpacked, outOf: size) }
    return members
  }

  private func list(_ handle: OpaquePointer) throws -> [Member] {
    try (0..<max(zip_get_num_entries(handle, 0), 0)).map { index in
      var stat = zip_stat_t()
      zip_stat_init(&stat)
      guard zip_stat_index(handle, UInt64(index), 0, &stat) == 0, let name = stat.name,
        let text = String(validatingCString: name)
      else { throw Self.damaged(path, "member \(index) that cannot be looked up", "a name in UTF-8 and a size") }
      let wanted = UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
      guard stat.valid & wanted == wanted,
        stat.size <= stat.comp_size.multipliedReportingOverflow(by: 1100).partialValue &+ 1024,
        stat.comp_size < 1 << 50
      else {
        throw Self.damaged("\(path): \(text)", "\(stat.size) bytes out of \(stat.comp_size)", "sizes that can be")
      }
      guard stat.encryption_method == UInt16(ZIP_EM_NONE) else {
        throw InputError(
          "\(path): \(text)", found: "an encrypted member", expected: "a plain one", advice: "Save it anew.")
      }
      return Member(name: text, index: UInt64(index), size: Int(stat.size))
    }
  }

  static func damaged(_ place: String, _ found: String, _ expected: String) -> InputError {
    InputError(
      place, found: found, expected: expected, advice: "The file may be damaged or cut short: copy or write it again.")
  }
}

/// The bytes of a member, inflated.
final class ZIPMemberBytes: ByteStream {
  private let archive: ZIPArchive
  private let file: OpaquePointer
  private let place: String

  init(_ archive: ZIPArchive, _ index: UInt64, place: String) throws {
    self.archive = archive
    file = try archive.withHandle { handle in
      guard let file = zip_fopen_index(handle, index, 0) else {
        throw ZIPArchive.damaged(place, String(cString: zip_strerror(handle)), "a stored or deflated member")
      }
      return file
    }
    self.place = place
  }

  deinit { archive.withHandle { _ in _ = zip_fclose(file) } }

  func read(_ count: Int) throws -> [UInt8] {
    // Piece by piece: what the archive says of sizes may be wrong, and memory is asked for only as
    // bytes come.
    var bytes: [UInt8] = []
    while bytes.count < count {
      let wanted = min(count - bytes.count, 1 << 24)
      let read = try archive.withHandle { _ in try piece(wanted) }
      if read.isEmpty { break }
      bytes += read
    }
    return bytes
  }

  private func piece(_ most: Int) throws -> [UInt8] {
    try [UInt8](room: most) { piece, filled in
      let read = piece.baseAddress.map { zip_fread(file, $0, UInt64(most)) } ?? 0
      guard read >= 0 else {
        throw ZIPArchive.damaged(
          place, "bytes that do not unpack (\(String(cString: zip_file_strerror(file))))", "a whole member")
      }
      filled = Int(read)
    }
  }
}
