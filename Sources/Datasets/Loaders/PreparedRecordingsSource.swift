import Diagnostics
import FeatureStore
import Foundation

/// Windows of prepared recordings, in the order of the recordings and, in each, of time.
///
/// A window bears the trial of its recording: windows of one recording never come apart where a
/// split goes by trial.
struct PreparedRecordingsSource: RecordingSource {
  let manifest: Manifest
  let samples: SampleTable
  let skipped: [SkippedFile]
  private let file: PreparedRecordings
  private let places: [Place]
  private let checksums = ChecksumCache()

  /// Where a sample lies: which recording, and which window of it; nil for the whole.
  private struct Place {
    var recording: Int
    var window: Int?
  }

  var modalities: [String] { file.modalities.map(\.modality.name) }

  /// All windows, or those in `rows` of them.
  init(_ manifest: Manifest, file: PreparedRecordings, rows: [Int]?, skipped: [SkippedFile]) throws {
    self.manifest = manifest
    self.file = file
    let absent = file.table.ids.indices.filter { file.absentee($0) != nil }
    try manifest.window?.check(rates: file.modalities.map(\.modality.rate), place: file.url.path)
    let all = file.table.ids.indices.filter { file.absentee($0) == nil }.flatMap { recording in
      guard let window = manifest.window else { return [Place(recording: recording, window: nil)] }
      let counts = file.modalities.map {
        window.count(frames: $0.range(recording).count, rate: $0.modality.rate)
      }
      return (0..<(counts.min() ?? 0)).map { Place(recording: recording, window: $0) }
    }
    let places = rows.map { rows in rows.map { all[$0] } } ?? all
    self.places = places
    self.skipped =
      skipped + Self.left(absent, of: file) { "no recording of \(file.absentee($0) ?? "")" }
      + Self.shorter(than: manifest.window, file, whole: Set(all.map(\.recording) + absent))
    guard !places.isEmpty else {
      throw InputError(file.url.path, found: "no sample", expected: "at least one recording as long as a window")
    }
    let table = file.table
    samples = try SampleTable(
      ids: places.map { place in table.ids[place.recording] + (place.window.map { "_w\($0)" } ?? "") },
      labels: places.map { table.labels[$0.recording] }, classNames: table.classNames,
      subjects: places.map { table.subjects[$0.recording] },
      trials: table.trials.map { trials in places.map { trials[$0.recording] } }, place: file.url.path)
  }

  /// The recordings that no window fits into.
  private static func shorter(than window: Window?, _ file: PreparedRecordings, whole: Set<Int>) -> [SkippedFile] {
    guard let window else { return [] }
    return left(file.table.ids.indices.filter { !whole.contains($0) }, of: file) { _ in
      "shorter than a window of \(window.seconds.formatted()) s"
    }
  }

  private static func left(
    _ recordings: [Int], of file: PreparedRecordings, reason: (_ recording: Int) -> String
  ) -> [SkippedFile] {
    let table = file.table
    return recordings.map { recording in
      SkippedFile(
        file: table.ids[recording], reason: reason(recording), what: .recordings,
        className: table.classNames[table.labels[recording]], subject: table.subjects[recording])
    }
  }

  /// The same without the samples that cannot be read or hold numbers that are not finite.
  func leavingOutBad() throws -> PreparedRecordingsSource {
    var good: [Int] = []
    var skipped: [SkippedFile] = []
    for row in places.indices {
      do {
        for modality in modalities { _ = try signal(row: row, modality: modality) }
        good.append(row)
      } catch let error as InputError {
        let name = "\(file.url.lastPathComponent): \(samples.ids[row])"
        skipped.append(
          SkippedFile(
            damaged: name, reason: "found \(error.found); expected \(error.expected)",
            cause: "cannot be read: not \(error.expected)"))
      }
    }
    return try PreparedRecordingsSource(manifest, file: file, rows: good, skipped: skipped)
  }

  func checksum(of modality: String) throws -> String {
    _ = try frames(modality)
    return try checksums.checksum(
      of: modality, files: { [file.url.lastPathComponent] }, in: file.url.deletingLastPathComponent())
  }

  func signal(row: Int, modality: String) throws -> Signal {
    let frames = try frames(modality)
    let (range, start) = extent(row, frames)
    return try frames.signal(range, start: start)
  }

  func length(row: Int, modality: String) throws -> SignalLength? {
    let frames = try frames(modality)
    let (range, start) = extent(row, frames)
    return SignalLength(frames: range.count, rate: frames.modality.rate, start: start)
  }

  /// The rows of the file that hold a sample, and when the first of them was recorded.
  private func extent(_ row: Int, _ frames: PreparedFrames) -> (rows: Range<Int>, start: Double) {
    precondition(places.indices.contains(row), "row \(row) of \(places.count) samples")
    let place = places[row]
    let (recording, start) = (frames.range(place.recording), frames.starts[place.recording])
    guard let window = manifest.window, let index = place.window else { return (recording, start) }
    let inside = window.frames(index, rate: frames.modality.rate)
    return (
      (recording.lowerBound + inside.lowerBound)..<(recording.lowerBound + inside.upperBound),
      start + Double(inside.lowerBound) / frames.modality.rate
    )
  }

  private func frames(_ modality: String) throws -> PreparedFrames {
    guard let found = file.modalities.first(where: { $0.modality.name == modality }) else {
      throw InputError(
        file.url.path, found: "no modality '\(modality)'", expected: "one of \(modalities.joined(separator: ", "))",
        advice: suggestion(for: modality, among: modalities))
    }
    return found
  }
}
