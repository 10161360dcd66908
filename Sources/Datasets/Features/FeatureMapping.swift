import Diagnostics
import Parameters
import StrictYAML

/// Where in files of any layout the features of a data set stand, and how their rows belong together: the key `features`
/// of a manifest.
public struct FeatureMapping: Sendable, Codable, Equatable {
  /// The files by a short name, in the order of the manifest; paths are below the folder of the data. A path with `*` in its
  /// last part stands for one file a sample.
  public var files: [NamedFile]
  /// The modalities in the order of the manifest.
  public var modalities: [MappedModality]
  /// How tables of text are written, as far as it is said; the rest is guessed.
  public var text: TextKeys?
  /// What says which sample a row belongs to, where a modality or a column does not say it for itself.
  public var ids: SampleIDs?
  /// The class of each sample; nil where the pattern says it.
  public var labels: MappedColumn?
  /// The person of each sample; nil where the pattern says it.
  public var subjects: MappedColumn?
  /// The repetition of each sample, where known.
  public var trials: MappedColumn?
  /// The session of each sample, where known.
  public var sessions: MappedColumn?
  /// A regular expression with the groups `class`, `subject`, `trial` or `session`, which is looked for in every id.
  public var pattern: String?
  /// What is done with a sample that one modality's file lacks.
  public var missing: MissingSamples

  /// A file with its short name.
  public struct NamedFile: Sendable, Equatable {
    /// The short name.
    public var name: String
    /// The path below the folder of the data.
    public var path: String
    /// How it is written, where it is a table of text and written in another way than the others.
    public var text: TextKeys?
  }

  /// The name of a file that the manifest does not name: the only one there is.
  static let onlyFile = "file"

  private enum CodingKeys: String, CodingKey {
    case file, files, text, modalities, ids, labels, subjects, trials, sessions, pattern, missing
  }

  /// Decodes the mapping and checks what can be checked without the files.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let file = try container.decodeIfPresent(String.self, forKey: .file)
    let several = try container.decodeIfPresent(Ordered<FileEntry>.self, forKey: .files)
    switch (file, several) {
    case (let file?, nil): files = [NamedFile(name: Self.onlyFile, path: file)]
    case (nil, let several?):
      files = several.items.map { NamedFile(name: $0.name, path: $0.value.path, text: $0.value.text) }
    default:
      throw InputError(
        "features", found: file == nil ? "neither 'file' nor 'files'" : "both 'file' and 'files'",
        expected: "one of them",
        advice: "Write 'file: all.h5', or 'files: {video: clips.h5, imu: imu.npz}'.")
    }
    modalities = try container.decode(Ordered<MappedModality>.self, forKey: .modalities).items.map { item in
      var modality = item.value
      modality.name = item.name
      return modality
    }
    text = try container.decodeIfPresent(TextKeys.self, forKey: .text)
    ids = try container.decodeIfPresent(SampleIDs.self, forKey: .ids)
    labels = try container.decodeIfPresent(MappedColumn.self, forKey: .labels)
    subjects = try container.decodeIfPresent(MappedColumn.self, forKey: .subjects)
    trials = try container.decodeIfPresent(MappedColumn.self, forKey: .trials)
    sessions = try container.decodeIfPresent(MappedColumn.self, forKey: .sessions)
    pattern = try container.decodeIfPresent(String.self, forKey: .pattern)
    missing = try container.decodeIfPresent(MissingSamples.self, forKey: .missing) ?? .refuse
    try validate()
  }

  /// Writes every key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let entries = files.map { Ordered<FileEntry>.Item(name: $0.name, value: FileEntry(path: $0.path, text: $0.text)) }
    try container.encode(Ordered(items: entries), forKey: .files)
    try container.encodeIfPresent(text, forKey: .text)
    try container.encode(Ordered(items: modalities.map { .init(name: $0.name, value: $0) }), forKey: .modalities)
    try container.encodeIfPresent(ids, forKey: .ids)
    try container.encodeIfPresent(labels, forKey: .labels)
    try container.encodeIfPresent(subjects, forKey: .subjects)
    try container.encodeIfPresent(trials, forKey: .trials)
    try container.encodeIfPresent(sessions, forKey: .sessions)
    try container.encodeIfPresent(pattern, forKey: .pattern)
    try container.encode(missing, forKey: .missing)
  }
}

/// What is done with a sample that one modality's file lacks.
public enum MissingSamples: String, Sendable, Codable, CaseIterable {
  /// The data set is refused.
  case refuse
  /// The sample is kept; its features there are zeros and marked as absent.
  case markAbsent = "mark-absent"
  /// The sample is left out of all modalities.
  case drop
}

/// What says which sample a row belongs to.
public enum SampleIDs: Sendable, Codable, Equatable {
  /// Nothing does: row i of every array is sample i.
  case byRow
  /// The names of the files, of which each is a sample.
  case fileNames
  /// An array of this name in every file.
  case array(String)
  /// An array in each file, by the file's short name.
  case arrays([String: String])

  /// Reads `by-row`, `file-names`, the name of an array, or a mapping of files to arrays.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      self = word == "by-row" ? .byRow : word == "file-names" ? .fileNames : .array(word)
    } else {
      self = .arrays(try [String: String](from: decoder))
    }
  }

  /// Writes it as it is read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .byRow: try container.encode("by-row")
    case .fileNames: try container.encode("file-names")
    case .array(let name): try container.encode(name)
    case .arrays(let names): try container.encode(names)
    }
  }
}

/// A file under `files`: its path, or the path with how its text is written.
struct FileEntry: Codable {
  var path: String
  var text: TextKeys?

  private enum CodingKeys: CodingKey { case path, text }

  init(path: String, text: TextKeys?) {
    self.path = path
    self.text = text
  }

  init(from decoder: any Decoder) throws {
    if let path = try? decoder.singleValueContainer().decode(String.self) {
      self.path = path
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    path = try container.decode(String.self, forKey: .path)
    text = try container.decodeIfPresent(TextKeys.self, forKey: .text)
  }

  func encode(to encoder: any Encoder) throws {
    guard text != nil else {
      var container = encoder.singleValueContainer()
      return try container.encode(path)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(text, forKey: .text)
  }
}

/// A mapping whose keys keep their order.
struct Ordered<Value: Codable>: Codable {
  struct Item {
    var name: String
    var value: Value
  }

  var items: [Item]

  init(items: [Item]) { self.items = items }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: NameKey.self)
    items = try container.allKeys.map {
      Item(name: $0.stringValue, value: try container.decode(Value.self, forKey: $0))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NameKey.self)
    for item in items { try container.encode(item.value, forKey: NameKey(item.name)) }
  }
}
