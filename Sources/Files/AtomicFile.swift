import Foundation

/// Files that exist only when they are whole.
public enum AtomicFile {
  /// Writes `data` to `url`: a temporary file beside it, `fsync`, rename, `fsync` of the folder.
  ///
  /// A reader sees the old file or the new one, never a part, even if the process is killed
  /// meanwhile.
  public static func write(_ data: Data, to url: URL) throws {
    try replacing(url) { try data.write(to: $0) }
  }

  /// Lets `produce` write a temporary file beside `url`, then moves it there as a whole.
  ///
  /// The temporary file is removed when `produce` throws. Its name starts with a dot and names the
  /// process. So two processes that write the same file do not meet, and `removeLeftovers` knows
  /// the owner.
  public static func replacing(_ url: URL, _ produce: (_ temporary: URL) throws -> Void) throws {
    let folder = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let temporary = folder.appendingPathComponent(temporaryName(url.lastPathComponent))
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

  /// Makes a hidden folder of a new name in `folder`. The caller removes it; `removeLeftovers`
  /// knows it too.
  public static func temporaryFolder(in folder: URL) throws -> URL {
    let temporary = folder.appendingPathComponent(temporaryName("folder"), isDirectory: true)
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    return temporary
  }

  private static func temporaryName(_ name: String) -> String {
    ".\(name).\(processSpace)-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8)).tmp"
  }

  /// Removes the temporary files of killed processes in `folder`.
  ///
  /// Files of other machines and containers stay: their processes are not known here.
  public static func removeLeftovers(in folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(".tmp") {
      let parts = name.dropLast(4).split(separator: ".").last?.split(separator: "-") ?? []
      guard parts.count == 3, parts[0] == processSpace, let process = pid_t(parts[1]) else { continue }
      guard kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  /// Names the machine and the container: process numbers of others mean other processes.
  private static let processSpace: String = {
    let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return String(Checksum.of("\(ProcessInfo.processInfo.hostName) \(space)").prefix(8))
  }()

  private static func synchronise(_ url: URL) throws {
    let descriptor = open(url.path, O_RDONLY)
    guard descriptor >= 0 else { throw FileError(url, "open") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError(url, "fsync") }
  }
}

/// A failed call of the operating system on a file.
public struct FileError: Error, CustomStringConvertible {
  /// The file.
  public let path: String
  public let call: String
  /// What the system says of it.
  public let reason: String

  init(_ url: URL, _ call: String) {
    path = url.path
    self.call = call
    reason = String(cString: strerror(errno))
  }

  public var description: String { "\(path): \(call) failed: \(reason)" }
}
