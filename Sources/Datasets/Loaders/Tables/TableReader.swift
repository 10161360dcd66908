import Diagnostics
import Files
import Foundation
import Parallelism

/// Reads recordings and keeps the last few: windows of one are asked for one after the other.
/// Threads that want one recording at once parse it once.
final class TableReader: Sendable {
  let cutter: TableCutter
  let indices: [GroupIndex]
  let recordings: [TableRecording]
  /// The modalities that are read, by their place among those that have files.
  let used: [Int]
  /// Whether recordings are cut to the time that all of these share.
  let common: CommonCut
  private let recent = RecentValues<Int, ReadRecording>(capacity: activeProcessorCount + 1)
  /// The rates of whole files, by group and modality.
  private let rates = RecentValues<[Int], MeasuredRate?>(capacity: .max)

  init(cutter: TableCutter, indices: [GroupIndex], recordings: [TableRecording]) {
    self.cutter = cutter
    self.indices = indices
    self.recordings = recordings
    let modalities = cutter.files.modalities
    used = modalities.indices.filter { cutter.files.used.contains(modalities[$0].name) }
    let hasClock = used.contains { modalities[$0].time != nil || modalities[$0].clockOffset != nil }
    common = cutter.tables.common ?? (hasClock ? .clock : .leave)
  }

  var tables: TablesDescription { cutter.tables }
  var cleaning: Cleaning { tables.cleaning ?? Cleaning(maximumGap: 0, longer: .refuse) }
  var window: Window? { cutter.manifest.window }

  /// A recording with what reading it found.
  struct ReadRecording: Sendable {
    /// A track for each modality that is used.
    var recording: Recording
    /// Rows of each that were left out because an earlier row has their time.
    var repeated: [Int]
    /// What the times of each say of its rate; nil where there are none.
    var rates: [MeasuredRate?]
  }

  /// The rate of each modality that is used, as the manifest has it.
  func wantedRates() throws -> [Double] {
    try used.map { try cutter.manifest.modality(cutter.files.modalities[$0].name).rate }
  }

  /// What a modality recorded of samples of one recording, at the manifest's rate.
  /// - Parameter modality: its place among those that are used.
  func signals(_ number: Int, _ modality: Int, _ spans: [SampleSpan]) throws -> [TimeSeries] {
    let track = try read(number).recording.tracks[modality]
    let rate = try wantedRates()[modality]
    return try spans.map { span in
      let range =
        if let index = span.window, let window { window.frames(index, rate: rate) } else {
          0..<Self.frames(min(span.end, track.end) - span.origin, rate)
        }
      var series = track.series(
        rate: rate, from: span.origin + Double(range.lowerBound) / rate, frames: range.count)
      series.start = Double(range.lowerBound) / rate
      let isFinite = series.values.withUnsafeElements { $0.allSatisfy(\.isFinite) }
      guard isFinite else {
        throw InputError(
          "modality '\(track.name)': \(place(number, used[modality])): \(series.channels.joined(separator: ", "))",
          found: "a number that single precision cannot hold", expected: "numbers up to 3.4e38",
          advice: "Mend the file, or leave the recording out with --skip-bad.")
      }
      return series
    }
  }

  /// Frames at `rate` in so many seconds; a thousandth of a frame is forgiven.
  static func frames(_ seconds: Double, _ rate: Double) -> Int { Int(seconds * rate + 0.001) + 1 }

  /// The cleaned tracks of a recording.
  func read(_ number: Int) throws -> ReadRecording { try recent.value(number) { try parse(number) } }

  private func parse(_ number: Int) throws -> ReadRecording {
    let files = try used.map { index in
      try naming(index) { try fileTrack(number, index, cutter.manifest.modality(cutter.files.modalities[index].name)) }
    }
    let reference = try reference(number, files)
    var result = ReadRecording(recording: Recording(tracks: []), repeated: [], rates: [])
    for (index, file) in zip(used, files) {
      try naming(index) { try append(file, index, number, since: reference, to: &result) }
    }
    if common == .leave { result.recording = result.recording.withoutCommonClock() }
    return result
  }

  /// The moment from which dates are counted, the same for all tracks: the first date. It is 1970
  /// if numbers stand beside dates, since numbers can be compared with dates only if they count
  /// from then.
  private func reference(_ number: Int, _ files: [FileTrack]) throws -> Int64 {
    let zones = files.enumerated().compactMap { place, file -> (Int, Int?)? in
      if case .dates(_, let zone)? = file.times { (place, zone) } else { nil }
    }
    guard let first = zones.first else { return 0 }
    if common == .clock, let other = zones.first(where: { ($0.1 == nil) != (first.1 == nil) }) {
      throw InputError(
        "modality '\(files[other.0].description.name)': \(place(number, used[other.0]))",
        found: "times \(TimeColumn.describe(other.1))",
        expected: "times \(TimeColumn.describe(first.1)), as those of \(files[first.0].description.name)",
        advice: "Clocks with and without a zone cannot be compared: mend the files, or say 'fromStart: true'.")
    }
    let hasNumbers = files.contains { file in
      if case .seconds? = file.times { file.description.time?.fromStart != true } else { false }
    }
    return hasNumbers && common == .clock ? 0 : files.lazy.compactMap(\.times?.firstDate).first ?? 0
  }

  /// Brings what a file holds to seconds, order, its rate, whole stretches and the manifest's units
  /// and rate.
  private func append(
    _ file: FileTrack, _ index: Int, _ number: Int, since reference: Int64, to result: inout ReadRecording
  ) throws {
    let description = file.description
    let modality = try cutter.manifest.modality(description.name)
    var rate = description.rate ?? modality.rate
    let offset = description.clockOffset ?? 0
    let count = file.values.count / modality.channels.count
    let times =
      file.times.map { $0.seconds(since: reference).map { $0 + offset } }
      ?? (0..<count).map { Double($0) / rate + offset }
    if let row = times.firstIndex(where: \.isNaN) {
      throw InputError(
        place(number, index, row: row), found: "no time in column \(description.time.map { "\($0.column)" } ?? "")",
        expected: "a time in every row", advice: "Mend the file, or leave the recording out with --skip-bad.")
    }
    var track = Recording.Track(
      name: modality.name, channels: modality.channels, rate: rate, times: times, values: file.values)
    if let row = times.indices.dropFirst().first(where: { !(times[$0] > times[$0 - 1]) }) {
      guard cleaning.times == .sort else {
        throw InputError(
          place(number, index, row: row), found: "a time \(times[row] - times[row - 1]) s after that of the row before",
          expected: "times that rise",
          advice: "Mend the file, say 'times: sort' under 'tables: cleaning', "
            + "or leave the recording out with --skip-bad.")
      }
      track = track.sorted()
    }
    let measured = file.times == nil ? nil : try measuredRate(number, index, track)
    rate = try description.rate(measured: measured, wanted: modality.rate, place: place(number, index))
    track.rate = rate
    result.repeated.append(count - track.times.count)
    result.rates.append(measured)
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
    let factors = try description.factors(modality, place: description.name)
    result.recording.tracks.append(track.scaled(factors).lowPassed(for: modality.rate))
  }

  /// What the times of a recording's file say; a file with several recordings is looked at as a
  /// whole, once.
  private func measuredRate(_ number: Int, _ index: Int, _ track: Recording.Track) throws -> MeasuredRate? {
    func measured(_ times: [Double]) -> MeasuredRate? { MeasuredRate(times: times, longestGap: cleaning.maximumGap) }
    guard tables.recordings != .file else { return measured(track.times) }
    let key = [recordings[number].group, index]
    return try rates.value(key) { measured(fileTimes(group: key[0], index) ?? track.times) }
  }

  private func naming<T>(_ index: Int, _ body: () throws -> T) throws -> T {
    try InputError.naming("modality '\(cutter.files.modalities[index].name)'", body)
  }

  /// Where a recording stands, for a message.
  func place(_ number: Int, _ modality: Int = 0, row: Int = 0) -> String {
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
    let patterns = tables.companionPatterns
    for group in cutter.files.groups {
      result.formUnion(group.files[used[modality]])
      for pattern in patterns { result.insert(try cutter.files.companion(pattern, of: group.values)) }
    }
    return result.sorted()
  }

  /// What the manifest says of how files are read.
  func description() throws -> String {
    let manifest = cutter.manifest
    return try [
      CanonicalJSON.text(manifest.tables), CanonicalJSON.text(manifest.modalities),
      CanonicalJSON.text(manifest.window),
    ].joined(separator: "\n")
  }
}
