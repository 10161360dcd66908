import Diagnostics

/// Where features stand in files of any layout, and which rows belong together: the key `features`
/// of a manifest.
public struct FeatureMapping: Sendable, Codable, Equatable {
  /// The files with their short names, in the order of the manifest. Paths are below the folder of
  /// the data; `*` in the last part of a path means one file a sample.
  public var files: [NamedFile]
  /// The modalities in the order of the manifest.
  public var modalities: [MappedModality]
  /// How tables of text are written, as far as the manifest says it; the rest is guessed.
  public var text: TextKeys?
  /// What names the sample of a row, unless a modality or a column says it for itself.
  public var ids: SampleIDs?
  /// The class of each sample; nil if the pattern says it.
  public var labels: MappedColumn?
  /// The person of each sample; nil if the pattern says it.
  public var subjects: MappedColumn?
  /// The repetition of each sample, if known.
  public var trials: MappedColumn?
  /// The session of each sample, if known.
  public var sessions: MappedColumn?
  /// A regular expression with the groups `class`, `subject`, `trial` or `session`, to be found in
  /// every id.
  public var pattern: String?
  /// What happens to a sample that one modality's file lacks.
  public var missing: MissingSamples

  /// A file with its short name.
  public struct NamedFile: Sendable, Equatable {
    /// The short name.
    public var name: String
    /// The path below the folder of the data.
    public var path: String
    /// How it is written, if it is a table of text that differs from the others.
    public var text: TextKeys?
  }

  /// The short name of the only file, which the manifest need not name.
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

/// What happens to a sample that one modality's file lacks.
public enum MissingSamples: String, Sendable, Codable, CaseIterable {
  /// The data set is refused.
  case refuse
  /// The sample is kept; its features of that modality are zeros, marked as absent.
  case markAbsent = "mark-absent"
  /// The sample is left out of all modalities.
  case drop
}
