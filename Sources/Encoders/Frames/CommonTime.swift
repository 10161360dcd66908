import Datasets
import Diagnostics
import Parallelism

/// When the recordings of a sample's modalities were made, and which part of each lies in the time that all of them recorded.
///
/// A recording of n frames at r a second whose first frame is at s lasts from s to s + (n - 1) / r. What all modalities of a
/// sample recorded is then the latest start to the earliest end. Starts are what the recordings say (`TimeSeries.start`), so that
/// recordings of which nothing is known begin together. Stages keep the time that a recording takes, whatever
/// number of frames they make of it, so that a part is given in shares of that time.
/// Cost: every recording is read once more, unless its source knows its length without that.
public struct CommonTime: Sendable {
  /// For each modality the part of each sample's recording, in shares of its time.
  private let parts: [String: [ClosedRange<Double>]]

  /// Looks at all recordings of the modalities.
  /// - Parameter clocks: what each modality's chain says of its clock.
  /// - Throws: `InputError` that names the sample where a rate is not known or the modalities have no time in common.
  public init(
    of clocks: [String: RecordingClock], in source: any RecordingSource, threads: Int = activeProcessorCount
  ) throws {
    let names = clocks.keys.sorted()
    let rows = try concurrentMap(source.samples.count, threads: threads) { row in
      let spans = try names.map { name in
        let length = try source.length(row: row, modality: name)
        let place = "sample '\(source.samples.ids[row])', modality '\(name)': 'frames' by the clock"
        return try clocks[name]!.span(of: length, place: place)
      }
      let common = (start: spans.map(\.lowerBound).max() ?? 0, end: spans.map(\.upperBound).min() ?? 0)
      guard common.start < common.end else {
        let found = zip(names, spans).map { "\($0) from \($1.lowerBound) to \($1.upperBound) s" }
        throw InputError(
          "sample '\(source.samples.ids[row])': 'frames' by the clock", found: found.joined(separator: ", "),
          expected: "a stretch of time that all of them recorded",
          advice: "Check rates and starts in the data set, or give 'frames' a 'rate' and a 'start'.")
      }
      return spans.map { span in
        let length = span.upperBound - span.lowerBound
        return ((common.start - span.lowerBound) / length)...((common.end - span.lowerBound) / length)
      }
    }
    parts = Dictionary(uniqueKeysWithValues: names.enumerated().map { place, name in (name, rows.map { $0[place] }) })
  }

  /// The part of a recording that all modalities have, in shares of its time.
  public func part(row: Int, of modality: String) -> ClosedRange<Double>? { parts[modality]?[row] }
}

/// What a chain says of the clock of its modality, beside what the recordings say.
public struct RecordingClock: Sendable, Hashable, Codable {
  /// Frames a second; nil for what the recordings say.
  public var rate: Double?
  /// When recordings begin, in seconds; nil for what the recordings say.
  public var start: Double?

  /// Joins the parts.
  public init(rate: Double? = nil, start: Double? = nil) {
    self.rate = rate
    self.start = start
  }

  /// From the first frame of a recording to its last, in seconds.
  func span(of length: SignalLength?, place: String) throws -> ClosedRange<Double> {
    guard let length else { throw InputError(place, found: "a text", expected: "a recording, which takes time") }
    let (frames, rate, start) = (length.frames, rate ?? length.rate, start ?? length.start)
    guard rate.isFinite, rate > 0 else {
      throw InputError(
        place, found: "a rate of \(rate) Hz", expected: "a positive number of frames a second",
        advice: "State it in the data set, or give 'frames' a 'rate'.")
    }
    guard start.isFinite else {
      throw InputError(
        place, found: "a start at \(start) s", expected: "a number of seconds",
        advice: "State it in the data set, or give 'frames' a 'start'.")
    }
    guard frames > 1 else {
      throw InputError(
        place, found: "a recording of \(frames) frames", expected: "two or more, between which time passes",
        advice: "Leave the recording out, or write `time: relative`.")
    }
    return start...(start + Double(frames - 1) / rate)
  }
}

extension EncoderChain {
  /// What the chain says of the clock of its recordings; nil where it does not look at clocks.
  ///
  /// The rate is that of `frames`, else what a stage is told: the number of frames that it counts is that of the recording as long as no
  /// `resample` comes before it.
  /// - Throws: `InputError` where the two say different rates.
  public var clock: RecordingClock? {
    get throws {
      guard let frames = encoder as? Frames, frames.time == .clock else { return nil }
      let told = stages.prefix { !($0 is Resample) }.first { $0.toldRate != nil }
      if let rate = frames.rate, let told, let other = told.toldRate, rate != other {
        throw InputError(
          "encoder chain '\(name)'", found: "a rate of \(other) in '\(type(of: told).name)' and of \(rate) in 'frames'",
          expected: "one rate of the recordings", advice: "Take one of the two out.")
      }
      return RecordingClock(rate: frames.rate ?? told?.toldRate, start: frames.start)
    }
  }

  /// The chain with the modalities whose common time its frames take.
  public func sharingTime(of modalities: [String]) throws -> EncoderChain {
    guard var frames = encoder as? Frames, frames.time == .clock else { return self }
    frames.modalities = modalities.sorted()
    return try EncoderChain(stages, frames)
  }
}
