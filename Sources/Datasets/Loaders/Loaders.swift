import Diagnostics
import Foundation

/// A way to read the files of a data set.
public protocol RecordingLoader: Sendable {
  /// The name in manifests.
  var name: String { get }
  /// What files it reads, in a sentence.
  var summary: String { get }
  /// Refuses a manifest that lacks what this loader needs; `file` names it.
  func check(_ manifest: Manifest, file: String) throws
  /// Opens the data in `folder`.
  ///
  /// - Parameters:
  ///   - manifest: the data set's.
  ///   - folder: the folder of the files.
  ///   - skipBad: leave out samples that cannot be read, and list them in `skipped`, instead of
  ///     throwing.
  ///   - using: the modalities that are wanted; others shape no sample. Nil for all.
  /// - Throws: `InputError` that names the file at fault.
  func load(_ manifest: Manifest, from folder: URL, skipBad: Bool, using: [String]?) throws -> any RecordingSource
}

extension RecordingLoader {
  /// Nothing beyond what every manifest needs.
  public func check(_ manifest: Manifest, file: String) throws {}

  /// Opens the data with all modalities.
  public func load(_ manifest: Manifest, from folder: URL, skipBad: Bool) throws -> any RecordingSource {
    try load(manifest, from: folder, skipBad: skipBad, using: nil)
  }
}

/// The loaders there are. A new one is a file in this folder and a line here.
public enum Loaders {
  /// Every loader, in the order of lists.
  public static let all: [any RecordingLoader] = [UTDMHADLoader(), PreparedRecordingsLoader(), TablesLoader()]

  /// The loader with the given name; `place` says where the name stands.
  /// - Throws: `InputError` that names those there are.
  public static func named(_ name: String, place: String) throws -> any RecordingLoader {
    guard let found = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name)
      throw InputError(
        place, found: "'\(name)'", expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: name, among: names))
    }
    return found
  }
}
