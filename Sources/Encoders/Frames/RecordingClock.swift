import Datasets
import Diagnostics

/// What a chain says of the clock of its modality, beside what the recordings say.
public struct RecordingClock: Sendable, Hashable, Codable {
  /// Frames a second; nil for what the recordings say.
  public var rate: Double?
  /// When recordings begin, in seconds; nil for what the recordings say.
  public var start: Double?

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
  /// What the chain says of the clock of its recordings; nil if it does not look at clocks.
  ///
  /// The rate is that of `frames`, else what a stage is told. A stage behind `resample` no longer
  /// sees the recording's frames, and does not count.
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

  /// The chain, with the modalities that share its frames' time.
  public func sharingTime(of modalities: [String]) throws -> EncoderChain {
    guard var frames = encoder as? Frames, frames.time == .clock else { return self }
    frames.modalities = modalities.sorted()
    return try EncoderChain(stages, frames)
  }
}
