import Datasets
import Diagnostics
import FeatureStore
import LinearAlgebra
import Parameters
import Randomness

/// The recording itself, frame by frame, on a fixed number of frames: a sequence in place of a
/// feature vector.
///
/// Then each frame is aligned, not the clip. Frame i of `count` is interpolated linearly between
/// the two nearest frames of the recording. By relative time it lies at i / (count - 1) of the
/// recording. So the frames of a sample's modalities belong together, whatever their rates and
/// lengths, if the recordings begin and end together. By the clock it lies at i / (count - 1) of
/// the time that all of the sample's `modalities` recorded (`CommonTime`). So frame i of each shows
/// the same instant. Cost: O(channels x frames).
public struct Frames: RecordingEncoder, Equatable {
  /// What the frames of a sample's modalities have in common.
  public enum Time: String, Codable, Sendable, CaseIterable {
    /// The share of the recording.
    case relative
    /// The instant.
    case clock
  }

  public static let name = "frames"
  public static let card = MethodCard(
    summary: "The recording itself on a fixed number of frames: a sequence, which is aligned frame by frame.",
    objective: "none: frame i lies at i / (count - 1) of the recording, or of the time that all modalities recorded",
    solution: "linear interpolation, channel by channel", cost: "O(channels · count)", source: "common practice")

  @Parameter(.whole(from: 2, through: 65_536), "number of frames") public var count = 64
  @Parameter("relative to the recording, or the instant by rates and starts") public var time = Time.relative
  @Parameter(
    .number(from: 0, openFrom: true, through: 10_000),
    "frames a second of the recordings, with time: clock", absent: "the recording's, or what a stage before is told")
  public var rate: Double? = nil
  @Parameter(.number(), "second in which recordings begin, with time: clock", absent: "the recording's")
  public var start: Double? = nil
  @Parameter(
    .other("names"), "whose common time is taken, with time: clock; a record says it", absent: "all that are encoded")
  public var modalities: [String]? = nil

  public static var givesSequences: Bool { true }
  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Refuses names out of order, and a clock's parameters beside relative time.
  public func check() throws {
    if let modalities, modalities.isEmpty || modalities != Set(modalities).sorted() {
      throw InputError("modalities", found: "\(modalities)", expected: "different names in their order")
    }
    let given = [("rate", rate != nil), ("start", start != nil), ("modalities", modalities != nil)]
    if time == .relative, let other = given.first(where: \.1)?.0 {
      throw InputError(
        other, found: "it beside relative time", expected: "`time: clock`",
        advice: "Relative time does not depend on it: take it out, or write `time: clock`.")
    }
  }

  /// With relative time the number of frames alone: nothing else has an effect.
  public func isWritten(_ parameter: String) -> Bool { parameter == "count" || time != .relative }

  /// Reads the channels off the first recording; nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    guard let first = training.first else {
      throw InputError("'\(Self.name)'", found: "no recording", expected: "at least one, to read the channels off")
    }
    return FittedFrames(shape: SequenceShape(frames: count, channels: try first.series(for: Self.name).channels))
  }
}

/// Frames of recordings with known channels.
private struct FittedFrames: FittedRecordingEncoder {
  let shape: SequenceShape

  var dimension: Int { shape.count }
  var sequence: SequenceShape? { shape }

  func encode(_ signal: Signal) throws -> [Float] {
    try encode(signal) { last, i, steps in Double(i * last) / steps }
  }

  func encode(_ signal: Signal, part: ClosedRange<Double>) throws -> [Float] {
    guard part != 0...1 else { return try encode(signal) }
    return try encode(signal) { last, i, steps in
      let share = part.lowerBound + (part.upperBound - part.lowerBound) * (Double(i) / steps)
      return min(share * Double(last), Double(last))
    }
  }

  /// - Parameter position: the place of frame i, in frames of the recording.
  private func encode(
    _ signal: Signal, position: (_ last: Int, _ i: Int, _ steps: Double) -> Double
  ) throws -> [Float] {
    let series = try signal.series(for: Frames.name)
    try requireChannels(series, shape.channels, link: Frames.name)
    let (last, steps) = (series.values.columns - 1, Double(shape.frames - 1))
    let frames = interpolated(series.values, frames: shape.frames) { position(last, $0, steps) }
    return frames.withUnsafeElements { Array($0) }
  }
}
