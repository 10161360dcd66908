import Datasets
import Diagnostics
import FeatureStore
import Files
import LinearAlgebra
import Parallelism
import Randomness
import Records
import Splits

/// What a condition does to recordings of the target before they are encoded.
enum RecordingChange: Sendable {
  /// Recordings of the pairs, or all, begin so many seconds too late.
  case shift(seconds: Double, ofAll: Bool)
  /// So many channels are dead in recordings of the test.
  case deadChannels(Int)

  /// What the condition asks for; nil where it leaves recordings as they are.
  init?(_ condition: Condition) {
    if let seconds = condition.timeShift {
      self = .shift(seconds: seconds, ofAll: false)
    } else if let seconds = condition.clockOffset {
      self = .shift(seconds: seconds, ofAll: true)
    } else if let count = condition.missingChannels {
      self = .deadChannels(count)
    } else {
      return nil
    }
  }

  /// The source with recordings of `modality` changed on the rows that the change concerns.
  /// - Throws: `InputError` where there are no recordings, and where they do not bear the change.
  func applied(
    to modality: String, of source: any FeatureSource, split: Split, seed: Seed
  ) throws -> any FeatureSource {
    guard let recordings = source.recorded else {
      throw InputError(
        source.dataset, found: "features of '\(modality)' that exist already",
        expected: "recordings, which can be changed",
        advice: "Take the axis out: what a change of recordings would make of these features cannot be known.")
    }
    switch self {
    case .shift(let seconds, let ofAll):
      let rows = ofAll ? Array(0..<recordings.samples.count) : split.roles.paired
      // All of them are checked now, so that nothing is refused after hours.
      let lengths = source.lengths ?? RecordingLengths(of: recordings)
      _ = try concurrentMap(rows.count) { place in
        let length = try lengths.length(row: rows[place], modality: modality)
        return try naming(rows[place], modality, recordings) { try Self.late(seconds, of: length) }
      }
      return try source.replacing(
        recordings: ChangedRecordings(recordings, modality, rows: rows, name: "shift \(seconds)") {
          try Self.shifted($0, by: seconds)
        })
    case .deadChannels(let count):
      guard let row = split.roles.test.first else { return source }
      guard case .series(let example) = try recordings.signal(row: row, modality: modality) else {
        throw InputError(
          "modality '\(modality)'", found: "\(count) dead channels asked for of recordings without channels",
          expected: "channels over time", advice: "Take the axis out, or choose directions to another target.")
      }
      let channels = example.channels
      guard count <= channels.count else {
        throw InputError(
          "modality '\(modality)'", found: "\(count) dead channels asked for",
          expected: "at most \(channels.count), as many as there are", advice: "Choose fewer.")
      }
      var generator = seed.deriving(modality).generator
      let dead = Set(generator.shuffled(channels.sorted()).prefix(count))
      return try source.replacing(
        recordings: ChangedRecordings(
          recordings, modality, rows: split.roles.test, name: "dead \(dead.sorted().joined(separator: " "))"
        ) { Self.silenced($0, dead) })
    }
  }

  private func naming<T>(
    _ row: Int, _ modality: String, _ recordings: any RecordingSource, _ body: () throws -> T
  ) throws -> T {
    do { return try body() } catch var error as InputError {
      error.place = "sample '\(recordings.samples.ids[row])', modality '\(modality)': \(error.place)"
      throw error
    }
  }

  /// The signal without its first seconds, the last frame held for as long.
  static func shifted(_ signal: Signal, by seconds: Double) throws -> Signal {
    let late = try late(seconds, of: signal.length)
    switch signal {
    case .series(var series):
      let frames = series.values.columns
      series.values = series.values.selectingColumns((0..<frames).map { min($0 + late, frames - 1) })
      return .series(series)
    case .depth(var video):
      let size = video.height * video.width
      let kept = video.millimetres[(late * size)...]
      video.millimetres = Array(kept)
      for _ in 0..<late { video.millimetres.append(contentsOf: kept.suffix(size)) }
      return .depth(video)
    case .text: return signal
    }
  }

  /// The shift in whole frames of a recording.
  private static func late(_ seconds: Double, of length: SignalLength?) throws -> Int {
    guard let length else {
      throw InputError(
        "time shift", found: "a text", expected: "a recording, which takes time",
        advice: "Take the axis out, or choose directions to another target.")
    }
    let (frames, rate) = (length.frames, length.rate)
    let late = (seconds * rate).rounded()
    guard late >= 1 else {
      throw InputError(
        "time shift", found: "\(seconds) s, which is less than half a frame at \(rate) frames a second",
        expected: "one frame or more, or 0", advice: "Choose a longer shift.")
    }
    guard late < Double(frames) else {
      throw InputError(
        "time shift", found: "\(seconds) s", expected: "less than the recording's \(Double(frames) / rate) s",
        advice: "Choose a shorter shift.")
    }
    return Int(late)
  }

  /// The signal with the named channels at 0.
  static func silenced(_ signal: Signal, _ dead: Set<String>) -> Signal {
    guard case .series(var series) = signal else { return signal }
    for (row, channel) in series.channels.enumerated() where dead.contains(channel) {
      for frame in 0..<series.values.columns { series.values[row, frame] = 0 }
    }
    return .series(series)
  }
}

/// Recordings of which some, of one modality, are changed when they are read.
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

  /// Of the changed modality: of what it was, the change and the rows, so that its features are never taken for others.
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
