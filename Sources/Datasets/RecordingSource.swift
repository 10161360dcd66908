import FeatureStore

/// The recordings of a data set, loaded one at a time.
///
/// The table of samples is known at once; a signal is read when it is asked for, so that a set of any size passes
/// through an encoder with one recording a thread in memory. Calls may come from several threads.
public protocol RecordingSource: Sendable {
  /// What the data set says of itself.
  var manifest: Manifest { get }
  /// The samples, without their signals.
  var samples: SampleTable { get }
  /// Names of the modalities that can be read.
  var modalities: [String] { get }
  /// The files that were left out, and why; empty unless the source was opened with `skipBad`.
  var skipped: [SkippedFile] { get }
  /// SHA-256 over the names and checksums of the files that `modality` is read from.
  func checksum(of modality: String) throws -> String
  /// What `modality` recorded of the sample in row `row`.
  func signal(row: Int, modality: String) throws -> Signal
}

extension RecordingSource {
  /// Nothing was left out.
  public var skipped: [SkippedFile] { [] }
}

/// A file whose sample was left out of a source.
public struct SkippedFile: Sendable, Equatable, Codable {
  /// The file's path below the folder of the data.
  public var file: String
  /// Why it was left out.
  public var reason: String

  /// Joins the parts.
  public init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }
}
