import Diagnostics
import FeatureStore

/// Samples of recordings in tables, read when they are asked for.
struct TablesSource: RecordingSource {
  let samples: SampleTable
  let skipped: [SkippedFile]
  let preparation: Preparation
  let wasReadWhole: Bool
  private let reader: TableReader
  private let spans: [SampleSpan]
  private let checksums = ChecksumCache()

  var manifest: Manifest { reader.cutter.manifest }
  var modalities: [String] { reader.used.map { reader.cutter.files.modalities[$0].name } }

  init(
    reader: TableReader, spans: [SampleSpan], skipped: [SkippedFile], preparation: Preparation, wasReadWhole: Bool
  ) throws {
    self.reader = reader
    self.spans = spans
    self.skipped = skipped
    self.preparation = preparation
    self.wasReadWhole = wasReadWhole
    let recordings = spans.map { reader.recordings[$0.recording] }
    let tables = reader.cutter.tables
    samples = try SampleTable(
      ids: zip(recordings, spans).map { $0.id + $1.suffix }, labels: recordings.map(\.label),
      classNames: reader.cutter.manifest.classes, subjects: recordings.map(\.subject),
      trials: tables.trial == nil ? nil : recordings.map { $0.trial ?? 0 },
      sessions: tables.session == nil ? nil : recordings.map { $0.session ?? 0 },
      place: reader.cutter.files.folder.path)
  }

  /// SHA-256 over the checksum of the files of `modality` and of the labels, and over what the
  /// manifest says of reading them: a signal depends on both. If other modalities can shape a
  /// sample, its place counts too.
  func checksum(of modality: String) throws -> String {
    let number = try index(modality)
    return try checksums.checksum(
      of: modality, files: { try reader.files(of: number) }, in: reader.cutter.files.folder,
      with: { try reader.description() + (places(number) ?? "") })
  }

  /// Where the samples of a modality lie; nil where every recording is a row, whole, which its own
  /// file says.
  private func places(_ modality: Int) -> String? {
    let isPlain = reader.tables.recordings == .rows && reader.window == nil && reader.common == .leave
    guard !isPlain || !skipped.isEmpty else { return nil }
    let lines = zip(samples.ids, spans).map { id, span in
      let recording = reader.recordings[span.recording]
      return "\(id) \(recording.label) \(recording.subject) \(recording.rows[reader.used[modality]]) "
        + "\(span.origin) \(span.end) \(span.window ?? -1)"
    }
    return "\n\(reader.common.rawValue)\n" + lines.joined(separator: "\n")
  }

  /// The place of each sample in its recording too: other modalities may cut it, and their files
  /// are not in the checksum.
  func reading(of modality: String) throws -> String {
    let places = spans.map { span in
      "\(reader.recordings[span.recording].id)\(span.suffix) \(span.origin) \(span.end)"
    }
    return ([try manifest.reading(of: modality)] + places).joined(separator: "\n")
  }

  func signal(row: Int, modality: String) throws -> Signal {
    precondition(spans.indices.contains(row), "row \(row) of \(spans.count) samples")
    let number = try index(modality)
    return try reader.signals(spans[row].recording, number, [spans[row]])[0]
  }

  private func index(_ modality: String) throws -> Int {
    guard let found = modalities.firstIndex(of: modality) else {
      throw InputError(
        reader.cutter.files.folder.path, found: "no modality '\(modality)'",
        expected: "one of \(modalities.joined(separator: ", "))", advice: suggestion(for: modality, among: modalities))
    }
    return found
  }
}
