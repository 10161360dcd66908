import Diagnostics
import Files
import Foundation

/// A list of files with their SHA-256, in the format that `sha256sum` writes.
struct ChecksumList: Sendable {
  /// The name of the form of the data that it speaks of.
  let variant: String
  /// Checksum by path below the folder of the data.
  let checksums: [String: String]

  /// Reads the list that a manifest in `folder` refers to.
  /// - Throws: `InputError` that names the line.
  init(_ reference: ChecksumListReference, in folder: URL) throws {
    guard FileName.isPathBelow(reference.file) else {
      throw InputError(
        folder.appendingPathComponent("manifest.yaml").path + ": checksums", found: "'\(reference.file)'",
        expected: "a path below the manifest's folder")
    }
    let file = folder.appendingPathComponent(reference.file)
    let text = try RegularFile.text(file, expected: "the checksum list '\(reference.variant)'")
    try self.init(variant: reference.variant, text: text, file: file.path)
  }

  init(variant: String, text: String, file: String) throws {
    var checksums: [String: String] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      let place = "\(file): line \(index + 1)"
      let checksum = line.prefix(64)
      let path = String(line.dropFirst(66))
      let isHexadecimal = checksum.count == 64 && checksum.allSatisfy { $0.isHexDigit && !$0.isUppercase }
      let separator = line.dropFirst(64).prefix(2)
      guard isHexadecimal, separator == "  " || separator == " *", FileName.isPathBelow(path) else {
        throw InputError(
          place, found: "a line of another form",
          expected: "'<64 hexadecimal digits>  <path below the folder of the data>'")
      }
      guard checksums.updateValue(String(checksum), forKey: path) == nil else {
        throw InputError(place, found: "'\(path)' again", expected: "every file once")
      }
    }
    guard !checksums.isEmpty else { throw InputError(file, found: "no line", expected: "at least one file") }
    self.variant = variant
    self.checksums = checksums
  }
}
