import CLibZip
import Diagnostics
import Files
import Foundation

/// What a ZIP archive is going to unpack, looked at before anything is.
enum ArchiveMembers {
  /// Kinds of files of Unix, in the upper half of a member's attributes.
  private static let (kinds, plain, folder): (UInt32, UInt32, UInt32) = (0o170000, 0o100000, 0o040000)

  /// Refuses members that are links or devices, that name places outside of the archive, and, since
  /// folders are not kept, two files of one name.
  static func check(_ file: URL, advice: String) throws {
    let archive = try ZIPArchive(file)
    var files: [String: String] = [:]
    for index in 0..<UInt64(max(zip_get_num_entries(archive.handle, 0), 0)) {
      func refuse(_ found: String, _ expected: String) -> InputError {
        InputError(file.path, found: found, expected: expected, advice: "Nothing was unpacked. " + advice)
      }
      guard let raw = zip_get_name(archive.handle, index, 0), let name = String(validatingCString: raw) else {
        throw refuse("a member without a name in UTF-8", "names that are text")
      }
      var stat = zip_stat_t()
      zip_stat_init(&stat)
      guard zip_stat_index(archive.handle, index, 0, &stat) == 0, stat.encryption_method == UInt16(ZIP_EM_NONE) else {
        throw refuse("a member '\(name.prefix(200))' that is encrypted", "plain members")
      }
      let isFolder = name.hasSuffix("/")
      guard FileName.isPathBelow(isFolder ? String(name.dropLast()) : name), !name.contains("\\"),
        name.dropFirst().first != ":"
      else { throw refuse("a member '\(name.prefix(200))'", "paths within the archive") }
      var (system, attributes) = (UInt8(0), UInt32(0))
      zip_file_get_external_attributes(archive.handle, index, 0, &system, &attributes)
      let kind = attributes >> 16 & kinds
      // unzip makes a link of what looks like one, whatever system the archive names.
      guard [0, plain, folder].contains(kind) else {
        throw refuse("a member '\(name.prefix(200))' that is a link or a device", "files and folders")
      }
      let last = name.split(separator: "/").last.map(String.init) ?? name
      guard !isFolder, !last.hasPrefix(".") else { continue }
      try FileName.checked(last, place: "\(file.path): a member")
      if let other = files.updateValue(name, forKey: last) {
        throw refuse("'\(other)' and '\(name)'", "files of different names, since all go into one folder")
      }
    }
  }
}
