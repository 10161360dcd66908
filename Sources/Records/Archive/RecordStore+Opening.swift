import Foundation

extension RecordStore {
  /// The store in a folder or an archive, and what of the archive is not as its manifest says, each
  /// member by its name. `init(at:)` refuses such an archive.
  /// - Throws: `InputError` for what is no archive of results.
  package static func opened(at place: URL) throws -> (store: RecordStore, faults: [String]) {
    guard isFile(place) else { return (RecordStore(folder: place), []) }
    let archive = try ArchivedFiles(place)
    return (RecordStore(archive, at: place), archive.faults)
  }
}
