/// What an archive of results says of itself. It is the archive's first member, so that a reader
/// knows how long each of the others is, and which they are, before it takes one.
public struct ArchiveManifest: Codable, Sendable, Equatable {
  /// The version of this form.
  public static let currentSchema = "hartransfer-archive/1"

  public var schema = currentSchema
  public var benchmark: String
  /// Trials of the plan.
  public var planned: Int
  /// Those of them that have a record here.
  public var records: Int
  /// Records of imported predictions.
  public var imported: Int
  /// The forms of the records, sorted.
  public var recordSchemas: [String]
  /// The version of the results of the program that wrote the archive.
  public var resultsVersion: String
  /// The programs, libraries and machines that made the records, each once.
  public var provenance: [Provenance]
  /// The data that the records were made from, each once.
  public var data: [DataChecksum]
  /// Every other member by its path.
  public var files: [String: Member]

  /// The data of one modality.
  public struct DataChecksum: Codable, Sendable, Hashable {
    public var dataset: String
    public var datasetVersion: String
    public var modality: String
    /// As records hold it.
    public var sha256: String
  }

  /// A member of the archive.
  public struct Member: Codable, Sendable, Equatable {
    public var bytes: Int
    public var sha256: String
  }
}

/// The paths within a results folder, which are those within an archive.
enum ResultsPath {
  static let manifest = "manifest.json"
  static let plan = "plan.json"
  static let configuration = "configuration.json"
  static let records = "records"
  static let imported = "imported"

  static func record(_ key: String) -> String { "\(records)/\(key).json" }
  static func importedRecord(_ key: String) -> String { "\(imported)/\(key).json" }
}
