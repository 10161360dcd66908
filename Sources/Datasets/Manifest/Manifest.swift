import Diagnostics
import Foundation
import StrictYAML

/// What a data set says of itself: the file `Datasets/<id>/manifest.yaml`.
///
/// The manifest is all that the suite knows of a data set before a single recording is read: which loader reads it,
/// what was measured in which unit, which classes and persons there are, what its files' checksums are, where they
/// come from, and under which licence.
public struct Manifest: Sendable, Codable, Equatable {
  /// The name by which the data set is asked for; also the name of its folder.
  public var id: String
  /// The data set's full name.
  public var title: String
  /// The version of the data; it enters every record.
  public var version: String
  /// The loader that reads recordings, by its name in `Loaders`; nil where the data are features.
  public var loader: String?
  /// Where in files of any layout features stand; nil where the data are recordings.
  public var features: FeatureMapping?
  /// What was measured, in the order in which it is shown; none needs to be said of features.
  public var modalities: [Modality]
  /// The names of the classes; a label indexes them from 0.
  public var classes: [String]
  /// A sentence a class that says what the body does, by the class's name; nil where there are none.
  public var descriptions: [String: String]?
  /// The numbers of the persons; nil where they are not known before the files are read.
  public var subjects: [Int]?
  /// How often each person repeated each class; nil where that differs or is not known.
  public var trials: Int?
  /// Ids of recordings that are known to be missing from the published data.
  public var absent: [String]?
  /// Files that come with the data and that no loader reads, by their path below the folder of the data.
  public var companions: [String]?
  /// The number of samples that the loader is expected to find when all files are there; nil where nobody has counted.
  public var samples: Int?
  /// How the loader cuts recordings into samples; nil where a recording is a sample.
  public var window: Window?
  /// How files become recordings, for the loader `tables`.
  public var tables: TablesDescription?
  /// The licence, as an SPDX identifier where there is one, else in a sentence.
  public var licence: String
  /// How the data set wants to be cited.
  public var citation: String
  /// The page of the data set; may be empty for features.
  public var homepage: String
  /// Lists of the files' checksums, which stand beside the manifest; none needs to be there for features.
  public var checksums: [ChecksumListReference]
  /// Why there is no such list; nil where there is one, or for features.
  public var checksumsUnknown: String?
  /// Where the data come from; nil where features cannot be fetched.
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

/// One thing that was measured.
public struct Modality: Sendable, Codable, Equatable {
  /// The name by which it is asked for.
  public var name: String
  /// What it is, for a person.
  public var title: String
  /// Frames a second.
  public var rate: Double
  /// One name a channel; a video has a single one.
  public var channels: [String]
  /// One unit for all channels, or one a channel.
  public var units: [String]
  /// Where the sensor was, for a person.
  public var placement: String
  /// The limbs that the sensor was worn on, all of them where it changed place; nil where it was worn on none, or where
  /// that differs from person to person.
  public var worn: [Limb]?

  /// The unit of each channel.
  public var channelUnits: [String] {
    units.count == 1 ? channels.map { _ in units[0] } : units
  }
}

/// A cut of recordings into samples of equal length.
public struct Window: Sendable, Codable, Equatable {
  /// Length in seconds.
  public var seconds: Double
  /// The share of a window that the next one repeats, from 0 to below 1.
  public var overlap: Double

  /// Joins the parts.
  public init(seconds: Double, overlap: Double = 0) {
    self.seconds = seconds
    self.overlap = overlap
  }
}

/// A list of checksums beside the manifest, in the format of `sha256sum`.
public struct ChecksumListReference: Sendable, Codable, Equatable {
  /// The name of the list's file.
  public var file: String
  /// The name of the form of the data that it speaks of, such as `published`.
  public var variant: String
  /// What that form is.
  public var note: String
}
