import Datasets
import FeatureStore
import Files

/// Recordings, some of one modality changed as they are read.
struct ChangedRecordings: RecordingSource {
  private let base: any RecordingSource
  private let modality: String
  private let rows: Set<Int>
  private let name: String
  private let change: @Sendable (Signal) throws -> Signal

  /// - Parameter name: what tells the change from others of its kind.
  init(
    _ base: any RecordingSource, _ modality: String, rows: [Int], name: String,
    change: @escaping @Sendable (Signal) throws -> Signal
  ) {
    self.base = base
    self.modality = modality
    self.rows = Set(rows)
    self.name = name
    self.change = change
  }

  var manifest: Manifest { base.manifest }
  var samples: SampleTable { base.samples }
  var modalities: [String] { base.modalities }
  var skipped: [SkippedFile] { base.skipped }
  var preparation: Preparation { base.preparation }
  var wasReadWhole: Bool { base.wasReadWhole }

  /// Of the changed modality the checksum covers the old one, the change and the rows: its features
  /// are never taken for others.
  func checksum(of modality: String) throws -> String {
    let own = try base.checksum(of: modality)
    guard modality == self.modality else { return own }
    let ids = rows.sorted().map { samples.ids[$0] }
    return Checksum.of(([own, name] + ids).map { "\($0.utf8.count):\($0)" }.joined())
  }

  func reading(of modality: String) throws -> String { try base.reading(of: modality) }

  /// No change makes a recording longer or shorter.
  func length(row: Int, modality: String) throws -> SignalLength? { try base.length(row: row, modality: modality) }

  func signal(row: Int, modality: String) throws -> Signal {
    let signal = try base.signal(row: row, modality: modality)
    return modality == self.modality && rows.contains(row) ? try change(signal) : signal
  }
}
