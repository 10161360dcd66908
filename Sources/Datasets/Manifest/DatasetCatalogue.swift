import Diagnostics
import Files
import Foundation

/// The data sets that have a manifest in one folder.
public struct DatasetCatalogue: Sendable {
  /// The folder, usually called `Datasets`.
  public let folder: URL
  /// The data sets by id, in alphabetical order.
  public let entries: [DatasetEntry]
  /// Data sets with a manifest that cannot be read or is not named as its folder. They do not
  /// hinder the others.
  public let broken: [BrokenEntry]

  /// A data set with a manifest that cannot be used.
  public struct BrokenEntry: Sendable {
    /// The name of its folder.
    public let id: String
    /// What is wrong with it.
    public let fault: InputError
  }

  /// Reads every `<folder>/<id>/manifest.yaml`.
  /// - Throws: `InputError` when there is none.
  public init(folder: URL) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    let folders = names.map { folder.appendingPathComponent($0) }.filter { Self.hasManifest($0) }
    guard !folders.isEmpty else {
      throw InputError(
        folder.relativePath, found: "no data set", expected: "<id>/manifest.yaml",
        advice: suggestion(
          forMissing: folder.relativePath,
          otherwise: "Name the folder of manifests with --datasets or in HARTRANSFER_DATASETS."))
    }
    self.folder = folder
    var (entries, broken): ([DatasetEntry], [BrokenEntry]) = ([], [])
    for folder in folders {
      do { entries.append(try DatasetEntry(folder: folder)) } catch let fault as InputError {
        broken.append(BrokenEntry(id: folder.lastPathComponent, fault: fault))
      }
    }
    self.entries = entries
    self.broken = broken
  }

  /// The data set with the given id.
  /// - Throws: `InputError` that names those there are, or what is wrong with its manifest.
  public func entry(_ id: String) throws -> DatasetEntry {
    if let found = broken.first(where: { $0.id == id }) { throw found.fault }
    guard let found = entries.first(where: { $0.manifest.id == id }) else {
      let ids = (entries.map(\.manifest.id) + broken.map(\.id)).sorted()
      throw InputError(
        folder.relativePath, found: "no data set '\(id)'", expected: "one of \(ids.joined(separator: ", "))",
        advice: suggestion(for: id, among: ids))
    }
    return found
  }

  /// The catalogue that a command should use.
  ///
  /// Looked for in `option`, else in `$HARTRANSFER_DATASETS`, else in `./Datasets`, else among the
  /// files of the program (`ProgramFiles`). The first two are an error where they hold no manifest.
  public static func locate(
    option: URL? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: String = FileManager.default.currentDirectoryPath, executable: URL? = ProgramFiles.executable
  ) throws -> DatasetCatalogue {
    let working = URL(fileURLWithPath: workingFolder, isDirectory: true)
    let variable = environment["HARTRANSFER_DATASETS"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
    if let named = option ?? variable { return try DatasetCatalogue(folder: named) }
    let places = [working] + ProgramFiles.folders(of: executable)
    for place in places.map({ $0.appendingPathComponent("Datasets") }) where hasDataset(place) {
      return try DatasetCatalogue(folder: place)
    }
    throw InputError(
      working.appendingPathComponent("Datasets").path,
      found: "no data set here, nor in 'Datasets' or 'share/hartransfer/Datasets' of a folder above "
        + (executable?.path ?? "the program"),
      expected: "<id>/manifest.yaml", advice: "Name the folder of manifests with --datasets or in HARTRANSFER_DATASETS."
    )
  }

  private static func hasManifest(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("manifest.yaml").path)
  }

  private static func hasDataset(_ folder: URL) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.contains { hasManifest(folder.appendingPathComponent($0)) }
  }
}
