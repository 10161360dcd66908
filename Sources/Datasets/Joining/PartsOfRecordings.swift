import FeatureStore
import Files
import LinearAlgebra

/// Recordings with parts of modalities as further modalities: an accelerometer and a gyroscope of
/// one sensor, say.
public struct PartsOfRecordings: RecordingSource {
  /// What the data set says of itself, with the parts.
  public let manifest: Manifest
  private let base: any RecordingSource
  private let parts: [String: ModalityPart]

  /// Adds the parts whose modality is at hand.
  /// - Throws: `InputError` for a modality or a channel that the manifest does not have.
  public init(_ base: any RecordingSource, _ parts: [String: ModalityPart]) throws {
    self.base = base
    self.parts = parts.filter { base.modalities.contains($0.value.modality) }
    manifest = try base.manifest.adding(parts)
  }

  /// The samples.
  public var samples: SampleTable { base.samples }
  /// The parts in the order of their names, then the modalities that none of them replaces.
  public var modalities: [String] { parts.keys.sorted() + base.modalities.filter { parts[$0] == nil } }
  /// What is in no sample.
  public var skipped: [SkippedFile] { base.skipped }
  /// What became of the recordings.
  public var preparation: Preparation { base.preparation }
  /// Whether opening read all of them.
  public var wasReadWhole: Bool { base.wasReadWhole }

  /// That of the whole modality: its files are read.
  public func checksum(of modality: String) throws -> String {
    try base.checksum(of: parts[modality]?.modality ?? modality)
  }

  /// How the whole modality is read, and which of its channels the part has.
  public func reading(of modality: String) throws -> String {
    guard let part = parts[modality] else { return try base.reading(of: modality) }
    return try base.reading(of: part.modality) + CanonicalJSON.text(part)
  }

  /// That of the whole modality.
  public func length(row: Int, modality: String) throws -> SignalLength? {
    try base.length(row: row, modality: parts[modality]?.modality ?? modality)
  }

  /// The channels of a part, or the signal.
  public func signal(row: Int, modality: String) throws -> Signal {
    guard let part = parts[modality] else { return try base.signal(row: row, modality: modality) }
    let signal = try base.signal(row: row, modality: part.modality)
    guard let channels = part.channels else { return signal }
    return try signal.selecting(channels, place: "sample '\(samples.ids[row])', modality '\(modality)'")
  }
}
