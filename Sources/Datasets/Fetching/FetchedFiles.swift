import Diagnostics
import Files
import Foundation

/// Moves what was unpacked to its place. Files that were there before are the user's: only those
/// that a checksum list calls wrong are replaced.
struct FetchedFiles {
  /// The folder of the data.
  let folder: URL
  /// Files, by path below it, that may be replaced.
  let wrong: Set<String>
  let report: @Sendable (String) -> Void

  /// - Parameter path: the file's path below the folder of the data.
  func place(_ unpacked: URL, at path: String) throws {
    let place = folder.appendingPathComponent(path)
    let kind = try FileManager.default.attributesOfItem(atPath: unpacked.path)[.type] as? FileAttributeType
    guard kind == .typeRegular else {
      throw InputError(path, found: "something that is no file", expected: "a file", advice: "Nothing of it is kept.")
    }
    // A link that leads nowhere is there, too.
    guard (try? FileManager.default.attributesOfItem(atPath: place.path)) != nil else {
      do {
        let above = place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
        return try FileManager.default.moveItem(at: unpacked, to: place)
      } catch {
        throw InputError(
          place.path, found: "a place that no file can get (\(error.localizedDescription))",
          expected: "folders above it", advice: "Move away what stands there; the same command then goes on.")
      }
    }
    guard wrong.contains(path) else {
      if try Checksum.ofFile(unpacked) != (try? Checksum.ofFile(place)) {
        report("\(path) was there already and is kept, though the archive has another; remove it to have that one")
      }
      return
    }
    guard rename(unpacked.path, place.path) == 0 else {
      throw InputError(
        place.path, found: "something that no file replaces (\(String(cString: strerror(errno))))",
        expected: "a file that may be replaced", advice: "Move it away.")
    }
  }
}
