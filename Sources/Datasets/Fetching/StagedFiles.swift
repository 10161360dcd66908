import Diagnostics
import Files
import Foundation

/// A hidden folder in which files become whole before they get their places.
///
/// It stays behind when the program is killed. A later call with the same archive goes on with the
/// files in it that have the checksum that a list says.
final class StagedFiles {
  /// The hidden folder.
  let folder: URL
  /// Keeps two programs from filling it at once.
  private let claims: FileClaims
  /// Whether a file could not be written: what is here serves a later call.
  private(set) var hasNoRoom = false

  /// - Parameters:
  ///   - data: the folder of the data.
  ///   - key: what is unpacked, so that nothing else is continued.
  /// - Throws: `InputError` where another program unpacks the same.
  init(in data: URL, key: String) throws {
    folder = data.appendingPathComponent(".unpacking-\(key.prefix(12))", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    claims = try FileClaims(folder.appendingPathComponent(".claims"))
    guard claims.claim(0) else {
      throw InputError(
        data.path, found: "another program that unpacks the same archive here", expected: "one at a time",
        advice: "Wait for it to end, then run the command again.")
    }
  }

  /// Removes everything.
  func discard() { try? FileManager.default.removeItem(at: folder) }

  /// Where a file is until it gets its place.
  func url(of path: String) -> URL { folder.appendingPathComponent(path) }

  /// Whether an earlier call left the file, whole.
  func holds(_ path: String, accepted: [String]) -> Bool {
    (try? Checksum.ofFile(url(of: path))).map(accepted.contains) ?? false
  }

  /// Writes a file, which has its name only when it is whole.
  /// - Parameter produce: hands out the bytes, piece by piece.
  /// - Returns: its SHA-256.
  func write(
    _ path: String, _ produce: (_ take: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws -> String {
    let file = url(of: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let part = file.deletingLastPathComponent().appendingPathComponent("." + file.lastPathComponent + ".part")
    unlink(part.path)
    let descriptor = open(part.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failed("cannot be made", file) }
    defer { close(descriptor) }
    var checksum = RunningChecksum()
    try produce { piece in
      checksum.add(piece)
      var rest = piece
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
        guard count > 0 else { throw failed("cannot be written", file) }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
    guard rename(part.path, file.path) == 0 else { throw failed("cannot be named", file) }
    return checksum.value
  }

  private func failed(_ what: String, _ file: URL) -> InputError {
    let reason = String(cString: strerror(errno))
    hasNoRoom = true
    return InputError(
      file.path, found: "a file that \(what) (\(reason))", expected: "room for it",
      advice: "Make room or name another folder with --data; the same command then goes on.")
  }
}
