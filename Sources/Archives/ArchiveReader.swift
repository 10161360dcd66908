import CLibArchive
import Diagnostics
import Files
import Foundation

/// The members of a tar archive (plain, or through gzip, bzip2 or xz) or of a ZIP archive, one
/// after the other, read through libarchive. Nothing is written here, and no program is started.
package final class ArchiveReader {
  /// A file or a folder in the archive, with a path that was checked.
  package struct Member {
    /// The path as it stands in the archive, without `./` before it.
    package let path: String
    package let isFolder: Bool
    /// The length that the archive states; nil where it states none.
    package let size: Int?
  }

  /// Kinds of files of Unix.
  private static let (kinds, plain, folder): (mode_t, mode_t, mode_t) = (0o170000, 0o100000, 0o040000)

  private let handle: OpaquePointer
  private let name: String
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  /// - Throws: `InputError` where the file is no archive of these forms.
  package init(_ file: URL) throws {
    name = file.path
    guard let handle = archive_read_new() else {
      throw InputError(file.path, found: "no memory for reading it", expected: "enough", advice: "Try again.")
    }
    self.handle = handle
    // Not `_all`: forms that nobody publishes in are code that nobody needs to trust, and some
    // filters start programs.
    for isSupported in [
      archive_read_support_filter_gzip(handle), archive_read_support_filter_bzip2(handle),
      archive_read_support_filter_xz(handle), archive_read_support_format_tar(handle),
      archive_read_support_format_zip_seekable(handle),
    ] where isSupported != ARCHIVE_OK {
      throw InputError(
        file.path, found: "a libarchive that cannot read all forms", expected: "one built with zlib, bzip2 and lzma",
        advice: "Unpack it by hand.")
    }
    try RegularFile.check(file, expected: "an archive")
    guard archive_read_open_filename(handle, name, 1 << 18) == ARCHIVE_OK else {
      throw fault("a file that does not open as an archive")
    }
  }

  deinit {
    archive_read_free(handle)
    buffer.deallocate()
  }

  /// The next member; nil at the end. What was not read of the one before is passed over.
  /// - Throws: `InputError` for damage, and for a member that is no plain file or folder, or whose
  ///   path leads elsewhere.
  package func next() throws -> Member? {
    var entry: OpaquePointer?
    let code = archive_read_next_header(handle, &entry)
    if code == ARCHIVE_EOF { return nil }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { throw fault("damage") }
    guard let raw = archive_entry_pathname(entry), let text = String(validatingCString: raw) else {
      throw refusal("a member whose name is no UTF-8", "names that are text")
    }
    let path = try check(text, entry)
    return Member(
      path: path, isFolder: archive_entry_filetype(entry) & Self.kinds == Self.folder,
      size: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil)
  }

  /// Hands out the bytes of the member that `next` came to, piece by piece.
  package func read(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    while true {
      let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
      // Checksums of ZIP members are compared at their end; a warning is damage too.
      guard count >= 0 else { throw fault("damage") }
      guard count > 0 else { return }
      try take(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
    }
  }

  /// The path without `./`, where it is one below the archive's root and the member is no link.
  private func check(_ text: String, _ entry: OpaquePointer) throws -> String {
    let shown = Self.shown(text)
    var path = Substring(text)
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.isEmpty, text.hasPrefix("./") { path = "." }
    let kind = archive_entry_filetype(entry) & Self.kinds
    if let target = archive_entry_hardlink(entry) ?? archive_entry_symlink(entry) {
      throw refusal(
        "a member '\(shown)' that is a link to '\(Self.shown(String(cString: target)))'", "files and folders")
    }
    guard kind == Self.plain || kind == Self.folder else {
      throw refusal("a member '\(shown)' that is a link or a device", "files and folders")
    }
    guard archive_entry_is_encrypted(entry) == 0 else {
      throw refusal("a member '\(shown)' that is encrypted", "plain members")
    }
    guard path == "." || FileName.isPathBelow(String(path)), !text.hasPrefix("/"), !path.contains("\\"),
      path.dropFirst().first != ":"
    else { throw refusal("a member '\(shown)'", "paths within the archive") }
    for part in path.split(separator: "/") where !part.hasPrefix(".") && !FileName.isPlain(String(part)) {
      throw refusal("a member '\(shown)'", "plain names: no line breaks, at most 200 bytes each")
    }
    return String(path)
  }

  /// A name as a message may show it.
  package static func shown(_ name: String) -> String {
    String(name.unicodeScalars.prefix(200).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
  }

  private func refusal(_ found: String, _ expected: String) -> InputError {
    InputError(name, found: found, expected: expected)
  }

  private func fault(_ what: String) -> InputError {
    let reason = archive_error_string(handle).map { Self.shown(String(cString: $0)) } ?? "no reason given"
    return InputError(name, found: "\(what) (\(reason))", expected: "a whole .tar, .tar.gz, .tar.bz2, .tar.xz or .zip")
  }

  /// Runs `body` with names of files in UTF-8, which libarchive asks the thread's locale for.
  package static func withUTF8Names<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard let locale = newlocale(Int32(1 << LC_CTYPE), "C.UTF-8", nil) else { return try body() }
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    return try body()
  }
}
