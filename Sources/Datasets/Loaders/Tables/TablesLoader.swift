import Diagnostics
import FeatureStore
import Foundation
import Parallelism

/// The loader `tables`: files of text, `.ts`, MATLAB, NumPy or HDF5, as the manifest's key `tables`
/// describes them.
///
/// Opening looks at the paths, counts the rows of texts, and reads the columns that say where
/// recordings begin. Where numbers may be missing or times are given, every recording is read once,
/// since only that tells how many windows it has. Kept are places and counts, no signals.
struct TablesLoader: RecordingLoader {
  static let loaderName = "tables"
  let name = loaderName
  let summary = "tables of text, .ts files and files of arrays, as the manifest's key tables describes them"

  func load(
    _ manifest: Manifest, from folder: URL, skipBad: Bool, using: [String]?
  ) throws -> any RecordingSource {
    guard var tables = manifest.tables else {
      throw InputError(
        folder.path, found: "a manifest of \(manifest.id) without 'tables'", expected: "where the recordings stand",
        advice: "See Datasets/README.md.")
    }
    if skipBad { tables.incomplete = .leaveOut }
    let files = try TableFiles(tables, of: manifest.id, in: folder, using: using)
    let cutter = TableCutter(manifest: manifest, tables: tables, files: files)
    var skipped = files.incomplete
    let cut = try concurrentMap(files.groups.count) { group in try attempt { try cutter.cut(group) } }
    var indices: [GroupIndex] = []
    for (group, result) in zip(files.groups, try sound(cut, skipBad: skipBad)) {
      switch result {
      case .success(let index): indices.append(index)
      case .failure(let error):
        indices.append(GroupIndex(texts: [], recordings: []))
        skipped.append(SkippedFile(unreadable: group.files[0][0], error))
      }
    }
    let skips = indices.reduce(into: [String: Int]()) { $0.merge($1.skips, uniquingKeysWith: +) }
    for (cause, count) in skips.sorted(by: { $0.key < $1.key }) {
      skipped.append(SkippedFile(file: manifest.id, reason: cause, what: .recordings, count: count))
    }
    skipped += indices.flatMap(\.left)
    let reader = TableReader(
      cutter: cutter, indices: indices.map { GroupIndex(texts: $0.texts, cases: $0.cases, recordings: []) },
      recordings: try cutter.named(indices))
    let read = try concurrentMap(reader.recordings.count) { number in
      try attempt {
        let spans = try reader.spans(number, isThorough: skipBad)
        if skipBad { for modality in reader.used.indices { _ = try reader.signals(number, modality, spans.samples) } }
        return spans
      }
    }
    var found: [RecordingSpans] = []
    for (recording, result) in zip(reader.recordings, try sound(read, skipBad: skipBad)) {
      let (name, subject) = (manifest.classes[recording.label], recording.subject)
      switch result {
      case .success(let spans):
        found.append(spans)
        skipped += spans.left.map { count, what, cause in
          SkippedFile(
            file: recording.id, reason: cause, what: what, count: count, className: name, subject: subject)
        }
      case .failure(let error):
        skipped.append(
          SkippedFile(unreadable: recording.id, error, what: .recordings, className: name, subject: subject))
      }
    }
    let samples = found.flatMap(\.samples)
    guard !samples.isEmpty else {
      throw InputError(
        folder.path, found: "no sample" + (skipped.first.map { " (left out first: \($0.file): \($0.reason))" } ?? ""),
        expected: "at least one recording that can be read and is as long as a window")
    }
    return try TablesSource(
      reader: reader, spans: samples, skipped: skipped,
      preparation: Preparation(
        leftOut: LeftOut.grouping(skipped), cut: reader.cuts(found), rates: try reader.rateDifferences(found)),
      wasReadWhole: skipBad || found.allSatisfy { $0.wasRead })
  }

  /// What `body` gives, or the fault of its input.
  private func attempt<T>(_ body: () throws -> T) throws -> Result<T, InputError> {
    do { return .success(try body()) } catch let error as InputError { return .failure(error) }
  }

  /// The results themselves where faults are left out; otherwise all faults are refused at once.
  private func sound<T>(_ results: [Result<T, InputError>], skipBad: Bool) throws -> [Result<T, InputError>] {
    let faults = results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
    guard !skipBad, let all = InputError.joining(faults) else { return results }
    throw all
  }
}
