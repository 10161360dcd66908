import Foundation

/// Files that exist only when they are whole.
public enum AtomicFile {
  /// Writes `data` to `url`: a temporary file beside it, `fsync`, rename, `fsync` of the folder.
  ///
  /// A reader sees the old file or the new one, never a part, whatever moment the process is killed at.
  public static func write(_ data: Data, to url: URL) throws {
    try replacing(url) { try data.write(to: $0) }
  }

  /// Lets `produce` write a temporary file beside `url`, then moves it there as a whole.
  ///
  /// The temporary file is removed when `produce` throws. Its name starts with a dot and names the process, so that two
  /// processes that write the same file do not meet.
  public static func replacing(_ url: URL, _ produce: (_ temporary: URL) throws -> Void) throws {
    let folder = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let unique = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8))"
    let temporary = folder.appendingPathComponent(".\(url.lastPathComponent).\(unique).tmp")
    do {
      try produce(temporary)
      try synchronise(temporary)
      guard rename(temporary.path, url.path) == 0 else { throw FileError(url, "rename") }
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
    try synchronise(folder)
  }

  private static func synchronise(_ url: URL) throws {
    let descriptor = open(url.path, O_RDONLY)
    guard descriptor >= 0 else { throw FileError(url, "open") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError(url, "fsync") }
  }
}

/// A call of the operating system on a file that failed.
public struct FileError: Error, CustomStringConvertible {
  /// The file.
  public let path: String
  /// The call.
  public let call: String
  /// What the system says of it.
  public let reason: String

  init(_ url: URL, _ call: String) {
    path = url.path
    self.call = call
    reason = String(cString: strerror(errno))
  }

  /// Path, call and reason.
  public var description: String { "\(path): \(call) failed: \(reason)" }
}
