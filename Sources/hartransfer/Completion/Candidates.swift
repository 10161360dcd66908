import Files
import Foundation
import Records

/// What there is to complete a word with, found quickly: by names of files, and by the plan alone
/// of a results folder.
enum Candidates {
  /// The ids of the data sets of a folder; of the nearest one that has some where none is named.
  static func dataSets(in folder: String?) -> [String] {
    let folders = folder.map { [URL(fileURLWithPath: $0)] } ?? programFolders("Datasets")
    let found = folders.lazy.map { folder in
      names(in: folder).filter { isThere(folder.appendingPathComponent("\($0)/manifest.yaml")) }
    }.first { !$0.isEmpty }
    return found ?? []
  }

  /// The configurations of the nearest folder `Configs`, by the paths that commands take.
  static func configurations() -> [String] {
    guard let folder = programFolders("Configs").first(where: isThere) else { return [] }
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("fragments/") }.map { "Configs/\($0)" }
  }

  /// Folders with a plan, those below `Results` first among them, and folders on the way to others.
  static func resultsFolders(_ typed: String) -> [String] {
    let folders = paths(typed) { _ in false }
    let near = names(in: URL(fileURLWithPath: "Results")).map { "Results/\($0)" }
    return (near + folders.map { String($0.dropLast()) }).filter { isThere(URL(fileURLWithPath: "\($0)/plan.json")) }
      + folders
  }

  /// The descriptions of a benchmark's rows.
  static func rows(of folder: String) -> [TrialDescription] {
    (try? RecordStore(at: URL(fileURLWithPath: folder)).rows().map(\.trial)) ?? []
  }

  /// The entries of the folder that is being typed: files that are wanted, and folders with a
  /// slash.
  static func paths(_ typed: String, isWanted: (String) -> Bool) -> [String] {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    return names(in: URL(fileURLWithPath: folder.isEmpty ? "." : folder)).compactMap { name in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder) else { return nil }
      return isFolder.boolValue ? "\(folder)\(name)/" : isWanted(name) ? folder + name : nil
    }
  }

  private static func programFolders(_ name: String) -> [URL] {
    [URL(fileURLWithPath: name)] + ProgramFiles.folders().map { $0.appendingPathComponent(name) }
  }

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func isThere(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }
}
