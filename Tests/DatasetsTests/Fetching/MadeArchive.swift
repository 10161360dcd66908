import CLibArchive
import Foundation
import Testing

/// A member of an archive that a test makes.
struct MadeMember {
  enum Kind { case file, folder, symbolicLink(String), hardLink(String), device }
  var path: String
  var text = ""
  var kind = Kind.file
}

/// The kinds of archives that are unpacked.
enum MadeKind: String, CaseIterable, Sendable {
  case tar, gzip = "tar.gz", bzip2 = "tar.bz2", xz = "tar.xz", zip
}

/// Writes an archive of any members, hostile ones too, through libarchive.
func writeArchive(_ url: URL, _ kind: MadeKind, _ members: [MadeMember]) throws {
  let before = uselocale(newlocale(Int32(1 << LC_CTYPE), "C.UTF-8", nil))
  defer { uselocale(before) }
  let handle = try #require(archive_write_new())
  defer { archive_write_free(handle) }
  switch kind {
  case .tar: archive_write_add_filter_none(handle)
  case .gzip: archive_write_add_filter_gzip(handle)
  case .bzip2: archive_write_add_filter_bzip2(handle)
  case .xz: archive_write_add_filter_xz(handle)
  case .zip: archive_write_set_format_zip(handle)
  }
  if kind != .zip { archive_write_set_format_pax_restricted(handle) }
  try #require(archive_write_open_filename(handle, url.path) == ARCHIVE_OK)
  for member in members {
    let entry = try #require(archive_entry_new())
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, member.path)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_filetype(entry, 0o100000)
    let bytes = Array(member.text.utf8)
    switch member.kind {
    case .file: archive_entry_set_size(entry, Int64(bytes.count))
    case .folder: archive_entry_set_filetype(entry, 0o040000)
    case .symbolicLink(let target):
      archive_entry_set_filetype(entry, 0o120000)
      archive_entry_set_symlink(entry, target)
    case .hardLink(let target): archive_entry_set_hardlink(entry, target)
    case .device: archive_entry_set_filetype(entry, 0o020000)
    }
    try #require(archive_write_header(handle, entry) == ARCHIVE_OK)
    if case .file = member.kind { #expect(archive_write_data(handle, bytes, bytes.count) == bytes.count) }
  }
  try #require(archive_write_close(handle) == ARCHIVE_OK)
}
