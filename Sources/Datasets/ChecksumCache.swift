import Files
import Foundation
import Parallelism
import Synchronization

/// The checksum of the files of each modality, computed once.
///
/// It is SHA-256 over the lines `<sha256 of the content>  <path below the folder of the data>`, sorted by path: what
/// `sha256sum` of the sorted files prints, hashed again.
final class ChecksumCache: Sendable {
  private let known = Mutex<[String: String]>([:])

  /// The checksum of `files`, paths below `folder`. Files are hashed side by side; the result is kept for `modality`.
  /// A `description` of how they are read, where it matters, is hashed with them.
  func checksum(
    of modality: String, files: [String], in folder: URL, with description: String? = nil
  ) throws -> String {
    if let known = known.withLock({ $0[modality] }) { return known }
    let sorted = files.sorted()
    let lines = try concurrentMap(sorted.count) { index in
      try "\(Checksum.ofFile(folder.appendingPathComponent(sorted[index])))  \(sorted[index])\n"
    }
    let result = Checksum.of(lines.joined() + (description ?? ""))
    known.withLock { $0[modality] = result }
    return result
  }
}
