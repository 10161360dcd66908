import CLibArchive
import Diagnostics
import Files
import Foundation

/// Writes a tar archive through xz, member by member, through libarchive.
///
/// The same members in the same order give the same bytes: times, owners and rights are fixed, and
/// the filter runs in one thread. Memory is that of the filter, about 100 MB, beside one member.
package final class ArchiveWriter {
  private let handle: OpaquePointer
  private let name: String

  /// Begins an archive. `AtomicFile.replacing` gives a place that is a file only when it is whole.
  /// - Throws: `InputError` where the file cannot be written.
  package init(_ file: URL) throws {
    name = file.path
    guard let handle = archive_write_new() else {
      throw InputError(file.path, found: "no memory for writing it", expected: "enough", advice: "Try again.")
    }
    self.handle = handle
    try check(archive_write_add_filter_xz(handle))
    // Level 6 finds what is the same within 8 MiB and takes a tenth of the memory of level 9.
    for (option, value) in [("compression-level", "6"), ("threads", "1")] {
      try check(archive_write_set_filter_option(handle, "xz", option, value))
    }
    try check(archive_write_set_format_ustar(handle))
    try check(archive_write_open_filename(handle, name))
  }

  deinit { archive_write_free(handle) }

  /// Adds a file.
  /// - Parameter path: at most 255 bytes in ASCII, parted by `/`.
  package func add(_ data: Data, at path: String) throws {
    guard let entry = archive_entry_new() else { throw fault("no memory for '\(path)'") }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, path)
    archive_entry_set_filetype(entry, 0o100000)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(data.count))
    archive_entry_set_mtime(entry, 0, 0)
    try check(archive_write_header(handle, entry))
    let written = data.withUnsafeBytes { bytes -> Int in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = archive_write_data(handle, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
      }
      return bytes.count - rest.count
    }
    guard written == data.count else { throw fault("\(written) of \(data.count) bytes written of '\(path)'") }
  }

  /// Ends the archive. Without it the file is cut short.
  package func close() throws { try check(archive_write_close(handle)) }

  private func check(_ code: Int32) throws {
    guard code == ARCHIVE_OK else { throw fault("an archive that cannot be written") }
  }

  private func fault(_ found: String) -> InputError {
    let reason = archive_error_string(handle).map { " (\(ArchiveReader.shown(String(cString: $0))))" } ?? ""
    return InputError(
      name, found: found + reason, expected: "a place that can be written, and a libarchive built with lzma")
  }
}
