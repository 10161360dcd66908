import Diagnostics
import Files
import Foundation

/// Where results stand below a path.
enum ResultsPlaces {
  /// The path itself where it is an archive or a results folder; else the archives in it or in its
  /// `records`, and the results folders in it.
  /// - Throws: `InputError` where there is none.
  static func below(_ path: String) throws -> [URL] {
    let place = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw InputError(
        path, found: "nothing", expected: "an archive or a results folder",
        advice: suggestion(forMissing: path, otherwise: "Check the path."))
    }
    guard place.isFolder, !isResults(place) else { return [place] }
    let own = entries(of: place)
    let found = own.filter { isArchive($0) || isResults($0) }
    guard found.isEmpty else { return found }
    let inRecords = entries(of: place.appendingPathComponent("records")).filter(isArchive)
    guard !inRecords.isEmpty else {
      throw InputError(
        path, found: "no archive and no results folder", expected: "*.tar.xz, records/*.tar.xz, or folders with a plan",
        advice: "'hartransfer export' writes archives.")
    }
    return inRecords
  }

  private static func entries(of folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { folder.appendingPathComponent($0) }
  }

  private static func isArchive(_ file: URL) -> Bool { file.lastPathComponent.hasSuffix(".tar.xz") }

  private static func isResults(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("plan.json").path)
  }
}
