import Diagnostics
import Files
import Foundation

/// The folder that holds the files of a data set, and how it was found.
public struct DataLocation: Sendable, Equatable {
  public let folder: URL

  /// The folders that are searched for data: `option`, then `$HARTRANSFER_DATA/<id>`, then
  /// `Datasets/<id>/data` beside the manifest and in the user's folder (`UserFolders.data`).
  ///
  /// `option` is the only one if it is given: what a user names is not replaced by something else.
  /// The user's folder comes first where the manifest was installed with the program.
  public static func candidates(
    of entry: DatasetEntry, option: URL? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [URL] {
    if let option { return [option] }
    var places = [besideManifest(of: entry)]
    let user = UserFolders.data(environment: environment)
      .appendingPathComponent("Datasets/\(entry.manifest.id)/data", isDirectory: true)
    if places[0].path != user.path { places.insert(user, at: isInstalled(entry) ? 0 : 1) }
    guard let root = environment["HARTRANSFER_DATA"], !root.isEmpty else { return places }
    let named = URL(fileURLWithPath: root, isDirectory: true)
      .appendingPathComponent(entry.manifest.id, isDirectory: true)
    return [named] + places
  }

  /// The folder that fetched files go into: `Datasets/<id>/data` beside the manifest.
  ///
  /// Nothing is written among installed files: there it is `$HARTRANSFER_DATA/<id>`, else the
  /// user's folder.
  public static func destination(
    of entry: DatasetEntry, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> URL {
    isInstalled(entry) ? candidates(of: entry, environment: environment)[0] : besideManifest(of: entry)
  }

  private static func besideManifest(of entry: DatasetEntry) -> URL {
    entry.folder.appendingPathComponent("data", isDirectory: true)
  }

  private static func isInstalled(_ entry: DatasetEntry) -> Bool {
    ProgramFiles.isInstalled(entry.folder.deletingLastPathComponent().deletingLastPathComponent())
  }

  /// Looks for the data; a folder counts when it holds anything that is not hidden.
  /// - Throws: `InputError` that names the places tried and the command that fetches the data.
  public init(
    of entry: DatasetEntry, option: URL? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let places = Self.candidates(of: entry, option: option, environment: environment)
    let found = places.first { place in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
      return names.contains { !$0.hasPrefix(".") }
    }
    guard let found else {
      throw InputError(
        "data of \(entry.manifest.id)", found: "nothing in \(places.map(\.path).joined(separator: ", nor in "))",
        expected: "the files of the data set",
        advice: entry.manifest.fetch == nil
          ? "Copy them to \(places[0].path), or name their folder with --data, or the folder above it in HARTRANSFER_DATA."
          : "Fetch them with 'hartransfer datasets fetch \(entry.manifest.id)', or name their folder with --data, "
            + "or the folder above it in HARTRANSFER_DATA.")
    }
    folder = found
  }
}
