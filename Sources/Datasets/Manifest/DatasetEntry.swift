import Diagnostics
import Files
import Foundation

/// One data set of a catalogue: its manifest and the folder that holds it.
public struct DatasetEntry: Sendable {
  public let manifest: Manifest
  /// The folder of the manifest, the checksum lists and the card.
  public let folder: URL

  /// Reads `<folder>/manifest.yaml`.
  public init(folder: URL) throws {
    let file = folder.appendingPathComponent("manifest.yaml")
    let text = try RegularFile.text(file, expected: "a manifest in YAML")
    manifest = try Manifest.decode(text, file: file.path)
    self.folder = folder
    guard manifest.id == folder.lastPathComponent else {
      throw InputError(
        "\(file.path): id", found: "'\(manifest.id)'", expected: "'\(folder.lastPathComponent)', the name of its folder"
      )
    }
  }

  /// The recordings, looked for as `DataLocation` says.
  ///
  /// - Parameters:
  ///   - data: the folder of this data set's files where the user named one.
  ///   - skipBad: leave out samples that cannot be read, and list them in `skipped`, instead of
  ///     throwing.
  ///   - using: the modalities that are wanted, since others shape no sample; nil for all.
  ///   - parts: parts of modalities that are modalities of their own; `using` may name them.
  ///   - environment: where `HARTRANSFER_DATA` is looked up.
  /// - Throws: `InputError` that names the places tried, or the file at fault.
  public func open(
    data: URL? = nil, skipBad: Bool = false, using: [String]? = nil, parts: [String: ModalityPart] = [:],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> any RecordingSource {
    guard let loader = manifest.loader else {
      throw InputError(
        "data set \(manifest.id)", found: "features", expected: "recordings",
        advice: "Its manifest maps features that exist already; they need no encoder.")
    }
    let location = try DataLocation(of: self, option: data, environment: environment)
    let wanted = using?.map { parts[$0]?.modality ?? $0 }.distinct
      .filter { name in manifest.modalities.contains { $0.name == name } }
    let recordings = try Loaders.named(loader, place: manifest.id).load(
      manifest, from: location.folder, skipBad: skipBad, using: wanted?.isEmpty == false ? wanted : nil)
    let described: any RecordingSource = DescribedRecordings(recordings) ?? recordings
    return parts.isEmpty ? described : try PartsOfRecordings(described, parts)
  }

  /// The features that the manifest maps, looked for as `DataLocation` says; nil where the data are
  /// recordings.
  /// - Throws: `InputError` that names the places tried, or the file at fault.
  public func features(
    data: URL? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> MappedFeatures? {
    guard let mapping = manifest.features else { return nil }
    let location = try DataLocation(of: self, option: data, environment: environment)
    return try MappedFeatures(mapping, of: manifest, in: location.folder)
  }
}
