import Diagnostics
import Foundation
import Records

extension RecordStore {
  /// Where a command writes: what was asked for, else `name` in the results folder.
  /// - Throws: `InputError` where the results are an archive, which takes no files.
  func place(of option: String?, otherwise name: String) throws -> URL {
    if let option { return URL(fileURLWithPath: option) }
    guard !isArchive else {
      throw InputError(
        folder.relativePath, found: "an archive, which takes no '\(name)'", expected: "a place to write to",
        advice: "Name it with --output.")
    }
    return folder.appendingPathComponent(name)
  }
}
