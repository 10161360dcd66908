import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation
import struct Synchronization.Atomic

/// One call at a time enters libhdf5. A thread-safe build has a global lock of its own, so nothing
/// is lost; a build without one (many distributions ship that) is made correct. Recursive, because
/// a handle may be released inside.
private let libraryLock = NSRecursiveLock()

/// What holds of libhdf5 in this process, said before its first other call.
///
/// It does nothing when the process ends: all files are closed by then. Behind a damaged file or on
/// a full disk its own clearing up prints or crashes. A file may name a filter that it would look
/// for in folders of libraries and run: never.
private let isSet: Bool = H5dont_atexit() >= 0 && H5PLset_loading_state(0) >= 0

/// Runs calls of libhdf5 that belong together: under the lock, with the library's own printing off.
///
/// The printing is switched off every time because a thread-safe build keeps the switch for each
/// thread.
func withHDF5<R>(_ body: () throws -> R) rethrows -> R {
  libraryLock.lock()
  defer { libraryLock.unlock() }
  _ = isSet
  H5Eset_auto2(0, nil, nil)
  return try body()
}

/// An identifier of libhdf5, closed with its last owner.
final class HDF5Handle: Sendable {
  let id: hid_t
  private let release: @Sendable (hid_t) -> herr_t
  private let closed = Atomic(false)

  /// Takes ownership of `id`.
  /// - Throws: what `failure` makes of libhdf5's message when `id` is not valid.
  init(_ id: hid_t, _ release: @escaping @Sendable (hid_t) -> herr_t, orThrow failure: (String) -> InputError) throws {
    guard id >= 0 else { throw failure(hdf5Message()) }
    self.id = id
    self.release = release
  }

  /// Closes at once, which tells whether the last bytes could be written. Later uses of the handle
  /// fail.
  func close() -> Bool {
    closed.exchange(true, ordering: .relaxed) || withHDF5 { release(id) } >= 0
  }

  deinit { _ = close() }
}

/// What libhdf5 says of the call that has just failed in this thread.
func hdf5Message() -> String {
  var buffer = [CChar](repeating: 0, count: 512)
  hdf5_innermost_error(&buffer, buffer.count)
  let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return text.isEmpty ? "no further message" : text
}

/// The error for a damaged object: libhdf5 opened the file but failed on a part of it.
func damaged(_ place: String, _ message: String, expected: String) -> InputError {
  InputError(
    place, found: "an HDF5 error (\(message))", expected: expected,
    advice: HDF5Opening.newerLibrary(message) ?? "The file may be damaged or cut short: copy or write it again.")
}

/// The error for a write that libhdf5 refused.
func notWritten(_ place: String, _ message: String) -> InputError {
  InputError(
    place, found: "an HDF5 error (\(message))", expected: "to write it",
    advice: "Is there room, and the right to write?")
}

extension FeatureFile {
  /// The version of the HDF5 library in this process.
  public static let libraryVersion: String = {
    var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
    withHDF5 { _ = H5get_libversion(&major, &minor, &release) }
    return "\(major).\(minor).\(release)"
  }()
}
