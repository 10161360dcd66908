import Files
import Foundation
import Locks
import Parallelism

/// The checksum of the files of each modality, computed once.
///
/// It is SHA-256 over the lines `<sha256 of the content>  <path below the folder of the data>`,
/// sorted by path: what `sha256sum` of the sorted files prints, hashed again.
final class ChecksumCache: Sendable {
  private let known = Mutex<[String: String]>([:])
  private let contents = Mutex<[String: String]>([:])

  /// The checksum of `files`, paths below `folder`. Files are hashed side by side, each once for
  /// all modalities; the result is kept for `modality`, and neither `files` nor `description` is
  /// asked for again. A `description` of how they are read, where it matters, is hashed with them.
  func checksum(
    of modality: String, files: () throws -> [String], in folder: URL, with description: () throws -> String = { "" }
  ) throws -> String {
    if let known = known.withLock({ $0[modality] }) { return known }
    let sorted = try files().sorted()
    let lines = try concurrentMap(sorted.count) { index in
      "\(try content(of: folder.appendingPathComponent(sorted[index])))  \(sorted[index])\n"
    }
    let result = Checksum.of(lines.joined() + (try description()))
    known.withLock { $0[modality] = result }
    return result
  }

  private func content(of file: URL) throws -> String {
    if let known = contents.withLock({ $0[file.path] }) { return known }
    let result = try Checksum.ofFile(file)
    contents.withLock { $0[file.path] = result }
    return result
  }
}
