import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation

/// What keeps a file from being opened, in words: damage is said of damaged files alone.
enum HDF5Opening {
  /// Refuses a file that another program has open for writing, as far as that program says so by a
  /// lock: what it has not written yet is missing. File systems without locks tell nothing, and
  /// nothing is refused there.
  static func refuseFileInUse(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    throw inUse(path)
  }

  /// The error for a file that libhdf5 did not open with `message`.
  static func failure(_ path: String, _ message: String) -> InputError {
    let text = message.lowercased()
    if text.contains("already open for") || text.contains("consistency flag") { return inUse(path) }
    return InputError(
      path, found: "an HDF5 file that does not open (\(message))", expected: "a whole HDF5 file",
      advice: newerLibrary(message) ?? "The file is damaged or cut short: copy or write it again.")
  }

  /// What to do where `message` speaks of a version that this library does not know; nil where it
  /// does not.
  static func newerLibrary(_ message: String) -> String? {
    guard message.lowercased().contains("version") else { return nil }
    return "A newer HDF5 may have written it: write it for an older one (h5py: libver=('earliest', 'v110')). "
      + "If none did, the file is damaged: copy it again."
  }

  private static func inUse(_ path: String) -> InputError {
    InputError(
      path, found: "an HDF5 file that another program has open for writing", expected: "a file that nobody writes",
      advice: "Close it there. If the program that wrote it was killed, write the file again, or clear its mark with "
        + "'h5clear -s'.")
  }
}
