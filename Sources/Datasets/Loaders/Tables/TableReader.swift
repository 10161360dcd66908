import Diagnostics
import Files
import Foundation
import Locks
import Parallelism

/// Reads recordings and keeps the last few tracks: windows of one are asked for one after the
/// other. Threads that want one track at once parse it once, and no file of another modality.
final class TableReader: Sendable {
  let cutter: TableCutter
  let indices: [GroupIndex]
  let recordings: [TableRecording]
  /// The modalities that are read, by their place among those that have files.
  let used: [Int]
  /// Whether recordings are cut to the time that all of these share.
  let common: CommonCut
  /// By recording and place of the modality among those that are used.
  private let recent: RecentValues<[Int], Recording.Track>
  /// The moments from which recordings count their dates, as reading all modalities found them.
  private let references = Mutex<[Int: Int64]>([:])
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
    recent = RecentValues(capacity: (activeProcessorCount + 1) * used.count)
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
    /// Points of each that were left out because they lack a number.
    var incomplete: [Int] = []
    /// What the times of each say of its rate; nil where there are none.
    var rates: [MeasuredRate?]
  }

  /// The rate of each modality that is used, as the manifest has it.
  func wantedRates() throws -> [Double] {
    try used.map { try cutter.manifest.modality(cutter.files.modalities[$0].name).rate }
  }

  /// What a modality recorded of samples of one recording, at the manifest's rate.
  /// - Parameter modality: its place among those that are used.
  func signals(_ number: Int, _ modality: Int, _ spans: [SampleSpan]) throws -> [Signal] {
    let track = try track(number, modality)
    let description = try cutter.manifest.modality(track.name)
    let rate = description.rate
    return try spans.map { span in
      let range =
        if let index = span.window, let window { window.frames(index, rate: rate) } else {
          0..<Self.frames(min(span.end, track.end) - span.origin, rate)
        }
      let (start, origin) = (Double(range.lowerBound) / rate, span.origin + Double(range.lowerBound) / rate)
      if var clouds = track.clouds(rate: rate, from: origin, frames: range.count) {
        clouds.start = start
        guard clouds.values.allSatisfy(\.isFinite) else { throw tooLarge(number, modality, clouds.attributes) }
        return .points(clouds)
      }
      var series = track.series(rate: rate, from: origin, frames: range.count)
      series.start = start
      let isFinite = series.values.withUnsafeElements { $0.allSatisfy(\.isFinite) }
      guard isFinite else { throw tooLarge(number, modality, series.channels) }
      return description.signal(series)
    }
  }

  private func tooLarge(_ number: Int, _ modality: Int, _ channels: [String]) -> InputError {
    InputError(
      "modality '\(cutter.files.modalities[used[modality]].name)': \(place(number, used[modality])): "
        + channels.joined(separator: ", "),
      found: "a number that single precision cannot hold", expected: "numbers up to 3.4e38",
      advice: "Mend the file, or leave the recording out with --skip-bad.")
  }

  /// Frames at `rate` in so many seconds; a thousandth of a frame is forgiven.
  static func frames(_ seconds: Double, _ rate: Double) -> Int { Int(seconds * rate + 0.001) + 1 }

  /// The cleaned tracks of all modalities that are used; they are kept for a while.
  func read(_ number: Int) throws -> ReadRecording {
    let files = try used.map { try file(number, $0) }
    let reference = try reference(number, files)
    references.withLock { $0[number] = reference }
    var result = ReadRecording(recording: Recording(tracks: []), repeated: [], rates: [])
    for (index, file) in zip(used, files) {
      let prepared = try naming(index) { try prepare(file, index, number, since: reference) }
      result.recording.tracks.append(prepared.track)
      result.repeated.append(prepared.repeated)
      result.incomplete.append(file.incompletePoints)
      result.rates.append(prepared.rate)
    }
    if common == .leave { result.recording = result.recording.withoutCommonClock() }
    for (place, track) in result.recording.tracks.enumerated() { _ = try recent.value([number, place]) { track } }
    return result
  }

  private var hasDates: Bool { used.contains { cutter.files.modalities[$0].time?.holdsDates == true } }

  /// The cleaned track of one modality. No file of another is read, unless dates count from a
  /// moment that is not known yet.
  private func track(_ number: Int, _ place: Int) throws -> Recording.Track {
    try recent.value([number, place]) {
      let known = hasDates ? references.withLock { $0[number] } : 0
      let files = known == nil ? try used.map { try file(number, $0) } : []
      let reference = try known ?? reference(number, files)
      references.withLock { $0[number] = reference }
      let index = used[place]
      let own = files.isEmpty ? try file(number, index) : files[place]
      let track = try naming(index) { try prepare(own, index, number, since: reference).track }
      return common == .leave ? Recording(tracks: [track]).withoutCommonClock().tracks[0] : track
    }
  }

  private func file(_ number: Int, _ index: Int) throws -> FileTrack {
    try naming(index) { try fileTrack(number, index, cutter.manifest.modality(cutter.files.modalities[index].name)) }
  }

  /// The moment from which the dates of all tracks are counted. Without a common clock each track
  /// counts from its own beginning, so that any moment will do.
  private func reference(_ number: Int, _ files: [FileTrack]) throws -> Int64 {
    guard common == .clock else { return files.lazy.compactMap(\.times?.firstDate).first ?? 0 }
    let timed = files.indices.filter { files[$0].times != nil && files[$0].description.time?.fromStart != true }
    return try TableTimes.reference(timed.compactMap { files[$0].times }) { other, first in
      let (file, place) = (files[timed[other]], place(number, used[timed[other]]))
      return InputError(
        "modality '\(file.description.name)': \(place)", found: "times \(TimeColumn.describe(file.times?.zone))",
        expected: "times \(TimeColumn.describe(files[timed[first]].times?.zone)), "
          + "as those of \(files[timed[first]].description.name)",
        advice: "Clocks with and without a zone cannot be compared: mend the files, or say 'fromStart: true'.")
    }
  }

  /// What a file holds in seconds, in order, at its rate, in whole stretches and in the manifest's
  /// units and rate. With it: how many rows repeat a time, and what the times say of the rate.
  private func prepare(
    _ file: FileTrack, _ index: Int, _ number: Int, since reference: Int64
  ) throws -> (track: Recording.Track, repeated: Int, rate: MeasuredRate?) {
    let description = file.description
    let modality = try cutter.manifest.modality(description.name)
    var rate = description.rate ?? modality.rate
    let offset = description.clockOffset ?? 0
    let count = file.points?.frames ?? file.values.count / modality.channels.count
    let times =
      file.times.map { $0.seconds(since: reference).map { $0 + offset } }
      ?? (0..<count).map { Double($0) / rate + offset }
    if let row = times.firstIndex(where: \.isNaN) {
      throw InputError(
        place(number, index, row: file.firstRows?[row] ?? row),
        found: "no time in column \(description.time.map { "\($0.column)" } ?? "")",
        expected: "a time in every row", advice: "Mend the file, or leave the recording out with --skip-bad.")
    }
    var track =
      file.points.map { Recording.Track(name: modality.name, points: $0, rate: rate, times: times) }
      ?? Recording.Track(
        name: modality.name, channels: modality.channels, rate: rate, times: times, values: file.values)
    if let row = times.indices.dropFirst().first(where: { !(times[$0] > times[$0 - 1]) }) {
      guard cleaning.times == .sort else {
        throw InputError(
          place(number, index, row: file.firstRows?[row] ?? row),
          found: "a time \(times[row] - times[row - 1]) s after that of the row before",
          expected: "times that rise",
          advice: "Mend the file, say 'times: sort' under 'tables: cleaning', "
            + "or leave the recording out with --skip-bad.")
      }
      track = track.sorted()
    }
    let measured = file.times == nil ? nil : try measuredRate(number, index, track)
    rate = try description.rate(measured: measured, wanted: modality.rate, place: place(number, index))
    track.rate = rate
    let repeated = count - track.times.count
    track = track.cleaned(maximumGap: cleaning.maximumGap)
    if cleaning.longer == .refuse, track.stretches != [0..<track.times.count] {
      let start = track.stretches.first?.lowerBound ?? 0
      let row = start > 0 ? 0 : track.stretches.first?.upperBound ?? 0
      throw InputError(
        place(number, index, row: file.firstRows?[row] ?? row),
        found: "a number or a frame missing for more than \(cleaning.maximumGap) s",
        expected: "none",
        advice: "Say what is done about it under 'tables: cleaning' of the manifest, mend the file, "
          + "or leave the recording out with --skip-bad.")
    }
    let factors = try description.factors(modality, place: description.name)
    return (track.scaled(factors).lowPassed(for: modality.rate), repeated, measured)
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
    // What a modality is to recipes changes none of its numbers.
    let modalities = manifest.modalities.map { modality in
      var modality = modality
      modality.role = nil
      return modality
    }
    return try [
      CanonicalJSON.text(manifest.tables), CanonicalJSON.text(modalities),
      CanonicalJSON.text(manifest.window),
    ].joined(separator: "\n")
  }
}
