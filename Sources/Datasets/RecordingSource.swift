import FeatureStore
import Foundation

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
  /// What is in no sample, and why: what the manifest leaves out, what is too short and, with `skipBad`, what is damaged.
  var skipped: [SkippedFile] { get }
  /// What became of recordings on their way to samples.
  var preparation: Preparation { get }
  /// Whether opening read every recording of every modality.
  var wasReadWhole: Bool { get }
  /// SHA-256 over the names and checksums of the files that `modality` is read from.
  func checksum(of modality: String) throws -> String
  /// How the files of `modality` become its signals, as far as the files' bytes do not say it: whatever changes a signal
  /// and is not in the checksum changes this text.
  func reading(of modality: String) throws -> String
  /// What `modality` recorded of the sample in row `row`.
  func signal(row: Int, modality: String) throws -> Signal
  /// How long that is; nil for a text. The values need not be sound.
  func length(row: Int, modality: String) throws -> SignalLength?
}

extension RecordingSource {
  /// Nothing was left out.
  public var skipped: [SkippedFile] { [] }

  /// What was left out, by reason.
  public var preparation: Preparation { Preparation(leftOut: LeftOut.grouping(skipped)) }

  /// It did not.
  public var wasReadWhole: Bool { false }

  /// That of the signal, which is read for it.
  public func length(row: Int, modality: String) throws -> SignalLength? {
    try signal(row: row, modality: modality).length
  }

  /// What the manifest says of the modality, and of windows.
  public func reading(of modality: String) throws -> String { try manifest.reading(of: modality) }
}

extension Manifest {
  private struct Reading: Encodable {
    var rate: Double?
    var channels: [String]?
    var units: [String]?
    var worn: [Limb]?
    var window: Window?
  }

  /// What is said here of how a modality is read, in a text that is the same for the same words; titles are no part of it.
  func reading(of modality: String) throws -> String {
    let known = modalities.first { $0.name == modality }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let said = Reading(
      rate: known?.rate, channels: known?.channels, units: known?.units, worn: known?.worn, window: window)
    return String(decoding: try encoder.encode(said), as: UTF8.self)
  }
}
