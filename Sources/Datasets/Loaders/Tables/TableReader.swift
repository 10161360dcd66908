import Diagnostics
import Foundation
import Parallelism
import Synchronization

/// Where a sample lies in its recording.
struct SampleSpan: Sendable {
  var recording: Int
  /// The time, in seconds, from which frames are counted.
  var origin: Double
  /// The end of the piece.
  var end: Double
  /// Which window from the origin on; nil for the whole piece.
  var window: Int?
  /// What the sample's name adds to that of the recording.
  var suffix: String
}

/// Reads recordings, the last few of which it keeps: windows of one are asked for one after the other.
final class TableReader: Sendable {
  let cutter: TableCutter
  let indices: [GroupIndex]
  let recordings: [TableRecording]
  private let recent = Mutex<[(number: Int, recording: Recording)]>([])

  init(cutter: TableCutter, indices: [GroupIndex], recordings: [TableRecording]) {
    self.cutter = cutter
    self.indices = indices
    self.recordings = recordings
  }

  private var tables: TablesDescription { cutter.tables }
  private var cleaning: Cleaning { tables.cleaning ?? Cleaning(maximumGap: 0, longer: .refuse) }
  private var window: Window? { cutter.manifest.window }

  /// The samples of a recording. It is read only where lengths cannot be told from the number of its rows.
  func spans(_ number: Int, isThorough: Bool) throws -> [SampleSpan] {
    let rates = try rates()
    let pieces: [ClosedRange<Double>]
    if !isThorough, tables.cleaning == nil, let ends = ends(number, rates) {
      pieces = [0...(ends.min() ?? 0)]
    } else {
      pieces = try recording(number).pieces
    }
    guard let first = pieces.first, let last = pieces.last else {
      throw InputError(
        place(number), found: "no moment at which no modality misses anything", expected: "a common time of all",
        advice: "Are these files of one recording? Check 'time', 'clockOffset' and 'cleaning' in the manifest, "
          + "or leave the recording out with --skip-bad.")
    }
    func span(_ origin: Double, _ end: Double, _ window: Int?, _ suffix: String) -> SampleSpan {
      SampleSpan(recording: number, origin: origin, end: end, window: window, suffix: suffix)
    }
    switch cleaning.longer {
    case .drop:
      guard let window else { return pieces.count == 1 ? [span(first.lowerBound, first.upperBound, nil, "")] : [] }
      let whole = first.lowerBound...last.upperBound
      return (0..<windows(whole, rates)).filter { index in
        let bounds = rates.map { rate in
          let frames = window.frames(index, rate: rate)
          return (Double(frames.lowerBound) / rate, Double(frames.upperBound - 1) / rate)
        }
        let start = whole.lowerBound + bounds.map(\.0).min()!
        let end = whole.lowerBound + bounds.map(\.1).max()!
        let slack = 0.001 / rates.max()!
        return pieces.contains { $0.lowerBound <= start + slack && $0.upperBound >= end - slack }
      }.map { span(whole.lowerBound, whole.upperBound, $0, "_w\($0)") }
    case .refuse, .split:
      return pieces.enumerated().flatMap { index, piece -> [SampleSpan] in
        let name = cleaning.longer == .split ? "_p\(index)" : ""
        guard window != nil else { return [span(piece.lowerBound, piece.upperBound, nil, name)] }
        return (0..<windows(piece, rates)).map { span(piece.lowerBound, piece.upperBound, $0, "\(name)_w\($0)") }
      }
    }
  }

  /// The time of the last frame of each modality; nil where that cannot be told without reading.
  private func ends(_ number: Int, _ rates: [Double]) -> [Double]? {
    let recording = recordings[number]
    var result: [Double] = []
    for (index, modality) in cutter.files.modalities.enumerated() {
      guard modality.time == nil, modality.clockOffset == nil else { return nil }
      var frames = recording.rows[index].count
      if tables.recordings == .rows {
        guard modality.channelFiles != nil, let text = indices[recording.group].texts[index][0] else { return nil }
        frames = text.columns
      }
      result.append(Double(frames - 1) / (modality.rate ?? rates[index]))
    }
    return result
  }

  /// Number of windows that all modalities fill.
  private func windows(_ piece: ClosedRange<Double>, _ rates: [Double]) -> Int {
    guard let window else { return 0 }
    return rates.map { window.count(frames: Self.frames(piece.upperBound - piece.lowerBound, $0), rate: $0) }.min() ?? 0
  }

  /// Frames at `rate` in so many seconds; a thousandth of a frame is forgiven.
  private static func frames(_ seconds: Double, _ rate: Double) -> Int { Int(seconds * rate + 0.001) + 1 }

  private func rates() throws -> [Double] {
    try cutter.files.modalities.map { try cutter.manifest.modality($0.name).rate }
  }

  /// What a modality recorded of samples of one recording, at the manifest's rate.
  func signals(_ number: Int, _ modality: Int, _ spans: [SampleSpan]) throws -> [TimeSeries] {
    let recording = try recording(number)
    let rate = try rates()[modality]
    return try spans.map { span in
      let range =
        if let index = span.window, let window { window.frames(index, rate: rate) } else {
          0..<Self.frames(span.end - span.origin, rate)
        }
      var series = recording.tracks[modality].series(
        rate: rate, from: span.origin + Double(range.lowerBound) / rate, frames: range.count)
      series.start = Double(range.lowerBound) / rate
      let isFinite = series.values.withUnsafeElements { $0.allSatisfy(\.isFinite) }
      guard isFinite else {
        throw InputError(
          "\(place(number)): \(series.channels.joined(separator: ", "))",
          found: "a number that single precision cannot hold", expected: "numbers up to 3.4e38",
          advice: "Mend the file, or leave the recording out with --skip-bad.")
      }
      return series
    }
  }

  /// The cleaned tracks of a recording.
  private func recording(_ number: Int) throws -> Recording {
    if let found = recent.withLock({ $0.first { $0.number == number } }) { return found.recording }
    let tracks = try cutter.files.modalities.indices.map { try cleanedTrack(number, $0) }
    let recording = Recording(tracks: tracks)
    recent.withLock { recent in
      if recent.count > activeProcessorCount { recent.removeFirst() }
      recent.append((number, recording))
    }
    return recording
  }

  private func cleanedTrack(_ number: Int, _ index: Int) throws -> Recording.Track {
    let description = cutter.files.modalities[index]
    let modality = try cutter.manifest.modality(description.name)
    var track = try track(number, index, modality)
    if let row = track.times.indices.dropFirst().first(where: { !(track.times[$0] > track.times[$0 - 1]) }) {
      guard cleaning.times == .sort, !track.times.contains(where: \.isNaN) else {
        throw InputError(
          place(number, index, row: row), found: "the time \(track.times[row]) s after \(track.times[row - 1]) s",
          expected: "times that rise",
          advice: "Mend the file, say 'times: sort' under 'tables: cleaning', "
            + "or leave the recording out with --skip-bad.")
      }
      track = track.sorted()
    }
    track = track.cleaned(maximumGap: cleaning.maximumGap)
    if cleaning.longer == .refuse, track.stretches != [0..<track.times.count] {
      let start = track.stretches.first?.lowerBound ?? 0
      let row = start > 0 ? 0 : track.stretches.first?.upperBound ?? 0
      throw InputError(
        place(number, index, row: row), found: "a number or a frame missing for more than \(cleaning.maximumGap) s",
        expected: "none",
        advice: "Say what is done about it under 'tables: cleaning' of the manifest, mend the file, "
          + "or leave the recording out with --skip-bad.")
    }
    return track.scaled(try description.factors(modality, place: description.name)).lowPassed(for: modality.rate)
  }

  /// Where a recording stands, for a message.
  private func place(_ number: Int, _ modality: Int = 0, row: Int = 0) -> String {
    let recording = recordings[number]
    let path = cutter.files.groups[recording.group].files[modality][0]
    let url = cutter.files.folder.appendingPathComponent(path)
    if let cases = indices[recording.group].cases { return cases.place(recording.rows[modality].lowerBound) }
    let first = recording.rows[modality].lowerBound + (tables.recordings == .rows ? 0 : row)
    let table = try? cutter.open(
      cutter.files.modalities[modality], url, index: indices[recording.group].texts[modality][0])
    return table?.place(row: first) ?? url.path
  }

  /// The files that a modality and the labels are read from.
  func files(of modality: Int) throws -> [String] {
    var result: Set<String> = []
    let others = [tables.subject, tables.class, tables.trial, tables.session].compactMap { $0?.files }
    let patterns = try (others + [tables.intervals?.files].compactMap(\.self)).map { try PathPattern($0, place: $0) }
    for group in cutter.files.groups {
      result.formUnion(group.files[modality])
      for pattern in patterns {
        result.insert(
          try pattern.path(of: group.values, among: cutter.files.paths, folder: cutter.files.folder))
      }
    }
    return result.sorted()
  }

  /// What the manifest says of how files are read.
  func description() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let manifest = cutter.manifest
    let parts = [
      try encoder.encode(manifest.tables), try encoder.encode(manifest.modalities), try encoder.encode(manifest.window),
    ]
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}
