import Diagnostics
import Foundation
import StrictYAML

/// What a data set says of itself: the file `Datasets/<id>/manifest.yaml`.
///
/// The manifest is all that the suite knows before it reads a recording. It names the loader, the
/// modalities with their units, classes and persons, the checksums and the source of the files, and
/// the licence.
public struct Manifest: Sendable, Codable, Equatable, TellsAllFaults {
  /// The name in configurations; also the name of its folder.
  public var id: String
  /// The data set's full name.
  public var title: String
  /// The version of the data; it enters every record.
  public var version: String
  /// The name of the loader in `Loaders`; nil if the data are features.
  public var loader: String?
  /// Where features stand in files of any layout; nil if the data are recordings.
  public var features: FeatureMapping?
  /// What was measured, in the order of display; may be empty for features.
  public var modalities: [Modality]
  /// The names of the classes; a label indexes them from 0.
  public var classes: [String]
  /// What the body does, in one sentence a class, by the name of the class; nil if there are none.
  public var descriptions: [String: String]?
  /// The numbers of the persons; nil if only the files say them.
  public var subjects: [Int]?
  /// How often each person repeated each class; nil if that differs or is not known.
  public var trials: Int?
  /// Ids of recordings that the published data lack.
  public var absent: [String]?
  /// Paths, below the folder of the data, of files that come with it and that no loader reads.
  public var companions: [String]?
  /// The number of samples when all files are there; nil if nobody has counted.
  public var samples: Int?
  /// How the loader cuts recordings into samples; nil if a recording is a sample.
  public var window: Window?
  /// How files become recordings, for the loader `tables`.
  public var tables: TablesDescription?
  /// The licence: an SPDX identifier if there is one, else a sentence.
  public var licence: String
  /// How the data set wants to be cited.
  public var citation: String
  /// The page of the data set; may be empty for features.
  public var homepage: String
  /// Lists of the files' checksums, beside the manifest; optional for features.
  public var checksums: [ChecksumListReference]
  /// Why there is no such list; nil if there is one, and for features.
  public var checksumsUnknown: String?
  /// Where the data come from; nil if features cannot be fetched.
  public var fetch: Fetch?

  enum CodingKeys: String, CodingKey {
    case id, title, version, loader, features, modalities, classes, descriptions, subjects, trials, absent, companions,
      samples,
      window, tables
    case licence, citation, homepage, checksums, checksumsUnknown, fetch
  }

  /// The modality with the given name.
  /// - Throws: `InputError` that names the modalities there are.
  public func modality(_ name: String) throws -> Modality {
    guard let found = modalities.first(where: { $0.name == name }) else {
      let names = modalities.map(\.name)
      throw InputError(
        "data set \(id)", found: "no modality '\(name)'", expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: name, among: names))
    }
    return found
  }

  /// Reads and checks a manifest; `file` names it in messages.
  /// - Throws: `InputError` that names the key.
  public static func decode(_ text: String, file: String) throws -> Manifest {
    try refuseUnfinished(text, file: file)
    let manifest = try StrictYAML.decode(Manifest.self, from: text, file: file)
    try manifest.validate(file: file)
    return manifest
  }
}

/// A cut of recordings into samples of equal length.
public struct Window: Sendable, Codable, Equatable {
  /// Length in seconds.
  public var seconds: Double
  /// The share of a window that the next one repeats, 0 to below 1.
  public var overlap: Double

  public init(seconds: Double, overlap: Double = 0) {
    self.seconds = seconds
    self.overlap = overlap
  }
}

/// A list of checksums beside the manifest, in the format of `sha256sum`.
public struct ChecksumListReference: Sendable, Codable, Equatable {
  /// The name of the list's file.
  public var file: String
  /// The form of the data that the list is of, such as `published`.
  public var variant: String
  /// What that form is.
  public var note: String
}
