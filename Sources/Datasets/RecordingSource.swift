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
}

extension RecordingSource {
  /// Nothing was left out.
  public var skipped: [SkippedFile] { [] }

  /// What was left out, by reason.
  public var preparation: Preparation { Preparation(leftOut: LeftOut.grouping(skipped)) }

  /// It did not.
  public var wasReadWhole: Bool { false }

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

/// A file, a recording or a part of one that is in no sample of a source.
public struct SkippedFile: Sendable, Equatable, Codable {
  /// The file's path below the folder of the data, or the recording's name.
  public var file: String
  /// Why it was left out.
  public var reason: String
  /// The same without what concerns this file alone, by which such files are counted.
  public var cause: String
  /// What `count` counts.
  public var what: What
  /// How many.
  public var count: Int
  /// The class, where it is known.
  public var className: String?
  /// The person, where it is known.
  public var subject: Int?
  /// Whether it should be there and is missing or damaged.
  public var isDamaged = false

  /// What is left out.
  public enum What: String, Sendable, Codable, CaseIterable {
    /// Recordings, or samples where a recording is one.
    case recordings
    /// Parts of recordings between gaps.
    case pieces
    /// Windows of recordings.
    case windows
    /// Rows of files.
    case rows
    /// Files.
    case files
    /// Samples of features.
    case samples
  }

  /// Joins the parts; `cause` is `reason` where nothing is said.
  public init(
    file: String, reason: String, cause: String? = nil, what: What = .files, count: Int = 1, className: String? = nil,
    subject: Int? = nil
  ) {
    self.file = file
    self.reason = reason
    self.cause = cause ?? reason
    self.what = what
    self.count = count
    self.className = className
    self.subject = subject
  }
}
