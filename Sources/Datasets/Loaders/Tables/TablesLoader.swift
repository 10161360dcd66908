import Diagnostics
import FeatureStore
import Foundation
import Parallelism

/// The loader `tables`: files of text, `.ts`, MATLAB, NumPy or HDF5, as the manifest's key `tables` describes them.
///
/// Opening looks at the paths, counts the rows of texts, and reads the columns that say where recordings begin. Where
/// numbers may be missing or times are given, every recording is read once, since only that tells how many windows it
/// has. Kept are places and counts, no signals.
struct TablesLoader: RecordingLoader {
  static let loaderName = "tables"
  let name = loaderName
  let summary = "tables of text, .ts files and files of arrays, as the manifest's key tables describes them"

  func load(_ manifest: Manifest, from folder: URL, skipBad: Bool) throws -> any RecordingSource {
    guard var tables = manifest.tables else {
      throw InputError(
        folder.path, found: "a manifest of \(manifest.id) without 'tables'", expected: "where the recordings stand",
        advice: "See Datasets/README.md.")
    }
    if skipBad { tables.incomplete = .leaveOut }
    let files = try TableFiles(tables, of: manifest.id, in: folder)
    let cutter = TableCutter(manifest: manifest, tables: tables, files: files)
    var skipped = files.incomplete
    let cut = try concurrentMap(files.groups.count) { group -> Result<GroupIndex, InputError> in
      do { return .success(try cutter.cut(group)) } catch let error as InputError where skipBad {
        return .failure(error)
      }
    }
    var indices: [GroupIndex] = []
    for (group, result) in zip(files.groups, cut) {
      switch result {
      case .success(let index): indices.append(index)
      case .failure(let error):
        indices.append(GroupIndex(texts: [], recordings: []))
        skipped.append(SkippedFile(file: group.files[0][0], reason: "\(error)"))
      }
    }
    let reader = TableReader(
      cutter: cutter, indices: indices.map { GroupIndex(texts: $0.texts, cases: $0.cases, recordings: []) },
      recordings: try cutter.named(indices))
    let spans = try concurrentMap(reader.recordings.count) { number -> Result<[SampleSpan], InputError> in
      do {
        let spans = try reader.spans(number, isThorough: skipBad)
        if skipBad { for modality in files.modalities.indices { _ = try reader.signals(number, modality, spans) } }
        return .success(spans)
      } catch let error as InputError where skipBad { return .failure(error) }
    }
    var samples: [SampleSpan] = []
    for (recording, result) in zip(reader.recordings, spans) {
      switch result {
      case .success(let found): samples += found
      case .failure(let error): skipped.append(SkippedFile(file: recording.id, reason: "\(error)"))
      }
    }
    guard !samples.isEmpty else {
      throw InputError(
        folder.path, found: "no sample" + (skipped.first.map { " (left out first: \($0.file): \($0.reason))" } ?? ""),
        expected: "at least one recording that can be read and is as long as a window")
    }
    return try TablesSource(reader: reader, spans: samples, skipped: skipped)
  }
}

/// Samples of recordings in tables, read when they are asked for.
struct TablesSource: RecordingSource {
  let samples: SampleTable
  let skipped: [SkippedFile]
  private let reader: TableReader
  private let spans: [SampleSpan]
  private let checksums = ChecksumCache()

  var manifest: Manifest { reader.cutter.manifest }
  var modalities: [String] { reader.cutter.files.modalities.map(\.name) }

  init(reader: TableReader, spans: [SampleSpan], skipped: [SkippedFile]) throws {
    self.reader = reader
    self.spans = spans
    self.skipped = skipped
    let recordings = spans.map { reader.recordings[$0.recording] }
    let tables = reader.cutter.tables
    samples = try SampleTable(
      ids: zip(recordings, spans).map { $0.id + $1.suffix }, labels: recordings.map(\.label),
      classNames: reader.cutter.manifest.classes, subjects: recordings.map(\.subject),
      trials: tables.trial == nil ? nil : recordings.map { $0.trial ?? 0 },
      sessions: tables.session == nil ? nil : recordings.map { $0.session ?? 0 },
      place: reader.cutter.files.folder.path)
  }

  /// SHA-256 over the checksum of the files that `modality` and the labels are read from and over what the manifest
  /// says of how they are read: what a signal is depends on both.
  func checksum(of modality: String) throws -> String {
    let number = try index(modality)
    let description = try reader.description()
    return try checksums.checksum(
      of: modality, files: reader.files(of: number), in: reader.cutter.files.folder, with: description)
  }

  /// Where each sample lies in its recording too: other modalities, whose files are not in the checksum, may cut it.
  func reading(of modality: String) throws -> String {
    let places = spans.map { span in
      "\(reader.recordings[span.recording].id)\(span.suffix) \(span.origin) \(span.end)"
    }
    return ([try manifest.reading(of: modality)] + places).joined(separator: "\n")
  }

  func signal(row: Int, modality: String) throws -> Signal {
    precondition(spans.indices.contains(row), "row \(row) of \(spans.count) samples")
    let number = try index(modality)
    return .series(try reader.signals(spans[row].recording, number, [spans[row]])[0])
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
