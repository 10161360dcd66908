import Foundation

/// The limit of the folder of cached feature files.
///
/// Files that were used longest ago go first, those of the current run last; whatever goes is
/// encoded again when it is needed.
struct FeatureCacheLimit: Sendable {
  /// Bytes that all files together may take.
  let bytes: Int

  /// Notes that a file is used now.
  static func touch(_ file: URL) {
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: file.path)
  }

  /// Removes files until the rest is within the limit; `kept` stays whatever its size.
  /// - Returns: the files that were removed.
  @discardableResult
  func apply(to folder: URL, keeping kept: URL) -> [URL] {
    let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey]
    let all = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))) ?? []
    let files = all.filter { $0.pathExtension == "h5" && !$0.lastPathComponent.hasPrefix(".") }.map { file in
      let values = try? file.resourceValues(forKeys: keys)
      return (file: file, size: values?.fileSize ?? 0, used: values?.contentModificationDate ?? .distantPast)
    }.sorted { ($0.used, $0.file.path) < ($1.used, $1.file.path) }
    var total = files.reduce(0) { $0 + $1.size }
    var removed: [URL] = []
    for entry in files where total > bytes && entry.file.lastPathComponent != kept.lastPathComponent {
      guard (try? FileManager.default.removeItem(at: entry.file)) != nil else { continue }
      total -= entry.size
      removed.append(entry.file)
    }
    return removed
  }
}
