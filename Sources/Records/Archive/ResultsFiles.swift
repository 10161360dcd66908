import Diagnostics
import Files
import Foundation

/// Where the files of a store stand: in a folder, or in an archive.
protocol ResultsFiles: Sendable {
  /// The bytes of a file; nil where there is none.
  /// - Throws: `InputError` for what is no file that may be read.
  func data(at path: String) throws -> Data?
  /// The names of what stands in a folder, sorted; hidden ones are left out.
  func names(in folder: String) -> [String]
}

/// The files of a results folder, read when they are asked for.
struct FolderFiles: ResultsFiles {
  let folder: URL

  func data(at path: String) throws -> Data? {
    let url = folder.appendingPathComponent(path)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    try RegularFile.check(url, expected: "a record", advice: RecordStore.computesAgain)
    do {
      return try Data(contentsOf: url)
    } catch {
      throw InputError(
        url.path, found: "a file that cannot be read (\(error.localizedDescription))", expected: "a record",
        advice: RecordStore.computesAgain)
    }
  }

  func names(in path: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
    return (found ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }
}
