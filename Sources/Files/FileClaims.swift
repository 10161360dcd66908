import Foundation

/// Claims of several processes on numbered things. The process that holds a claim works on the
/// thing; the others leave it.
///
/// A claim is a lock on one byte of a file, at the place of its number. The byte need not exist;
/// the file stays empty. The operating system gives claims back when their process ends, however it
/// ends. Threads of one process share the file's claims, so they must share things out among
/// themselves. On a file system without locks every claim is granted.
public final class FileClaims: Sendable {
  private let descriptor: Int32

  /// Opens the file of claims, which is made where it is not there.
  public init(_ url: URL) throws {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(url, "open") }
  }

  deinit { close(descriptor) }

  /// Claims a thing; false where another process has it.
  public func claim(_ number: UInt64) -> Bool {
    guard set(number, Int16(F_WRLCK)) != 0 else { return true }
    return errno != EAGAIN && errno != EACCES
  }

  /// Gives a claim back.
  public func release(_ number: UInt64) { _ = set(number, Int16(F_UNLCK)) }

  /// Open file description locks: unlike the older kind, they are not lost when the process closes
  /// the file elsewhere.
  private func set(_ number: UInt64, _ type: Int16) -> Int32 {
    let setLock: Int32 = 37
    var lock = flock()
    lock.l_type = type
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(number >> 2)
    lock.l_len = 1
    return fcntl(descriptor, setLock, &lock)
  }
}
