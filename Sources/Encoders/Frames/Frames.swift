import Catalogue
import Datasets
import Diagnostics
import FeatureStore
import LinearAlgebra
import Randomness

/// The recording itself, frame by frame, on a fixed number of frames: a sequence in place of a feature vector.
///
/// What is aligned is then not the clip but each frame of it. Frame i of `count` is linearly interpolated between the two
/// frames of the recording nearest to its time. By relative time it lies at i / (count - 1) of the recording, so that the
/// frames of a sample's modalities belong together whatever their rates and lengths, as long as they begin and end together. By the
/// clock it lies at i / (count - 1) of the time which all of the sample's `modalities` recorded (`CommonTime`), so
/// that frame i of each shows the same instant. Cost: O(channels x frames).
public struct Frames: RecordingEncoder, Equatable {
  /// What the frames of a sample's modalities have in common.
  public enum Time: String, Codable, Sendable, CaseIterable {
    /// The share of the recording.
    case relative
    /// The instant.
    case clock
  }

  /// `frames`.
  public static let name = "frames"
  /// What is printed about it.
  public static let card = MethodCard(
    summary: "The recording itself on a fixed number of frames: a sequence, which is aligned frame by frame.",
    objective: "none: frame i lies at i / (count - 1) of the recording, or of the time that all modalities recorded",
    solution: "linear interpolation, channel by channel", cost: "O(channels · count)", source: "common practice",
    parameters: [
      ParameterCard("count", .whole(from: 2, through: 65_536), "number of frames"),
      ParameterCard(
        "time", .choice(of: Time.self), "relative to the recording, or the instant by rates and starts",
        defaultWhereNotEncoded: Time.relative.rawValue),
      ParameterCard(
        "rate", .other("a number above 0, at most 10,000"), "frames a second of the recordings, with time: clock",
        defaultWhereNotEncoded: "the recording's, or what a stage before is told"),
      ParameterCard(
        "start", .other("a number of seconds"), "when recordings begin, with time: clock",
        defaultWhereNotEncoded: "the recording's"),
      ParameterCard(
        "modalities", .other("names"), "whose common time is taken, with time: clock; a record says it",
        defaultWhereNotEncoded: "all that are encoded"),
    ])
  /// Number of frames, 2 to 65,536; 64 where left out.
  public let count: Int
  /// What the frames of a sample's modalities have in common; `relative` where left out.
  public var time = Time.relative
  /// Frames a second of the recordings before any stage, above 0; nil for what a stage is told or the recordings say.
  public var rate: Double?
  /// When the first frame was recorded, in seconds by the clock of the sample; nil for what the recordings say.
  public var start: Double?
  /// The modalities whose common time is taken, in the order of their names; nil for all that are encoded.
  public var modalities: [String]?

  /// Sequences.
  public static var givesSequences: Bool { true }
  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  /// The defaults.
  public init() { self.init(count: 64) }

  /// A given number of frames, at least 2.
  public init(count: Int) {
    precondition(count >= 2, "both end points")
    self.count = count
  }

  private enum CodingKeys: CodingKey { case count, time, rate, start, modalities }

  /// Reads the parameters.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.integer(.count, default: 64, in: 2...65_536)
    time = try container.word(.time, default: time)
    rate = try container.decodeIfPresent(Double.self, forKey: .rate)
    start = try container.decodeIfPresent(Double.self, forKey: .start)
    modalities = try container.decodeIfPresent([String].self, forKey: .modalities)
    if let rate, !(rate > 0 && rate <= 10_000) {
      throw InputError("rate", found: "\(rate)", expected: "frames a second, above 0 and at most 10000")
    }
    if let start, !start.isFinite { throw InputError("start", found: "\(start)", expected: "a number of seconds") }
    if let modalities, modalities.isEmpty || modalities != Set(modalities).sorted() {
      throw InputError("modalities", found: "\(modalities)", expected: "different names in their order")
    }
    let given: [(CodingKeys, Bool)] = [(.rate, rate != nil), (.start, start != nil), (.modalities, modalities != nil)]
    if time == .relative, let other = given.first(where: \.1)?.0 {
      throw InputError(
        other.stringValue, found: "it beside relative time", expected: "`time: clock`",
        advice: "Relative time does not depend on it: take it out, or write `time: clock`.")
    }
  }

  /// Writes the parameters; with relative time the number of frames alone, since nothing else has an effect.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    guard time != .relative else { return }
    try container.encode(time, forKey: .time)
    try container.encodeIfPresent(rate, forKey: .rate)
    try container.encodeIfPresent(start, forKey: .start)
    try container.encodeIfPresent(modalities, forKey: .modalities)
  }

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

  /// - Parameter position: of frame i in a recording whose last frame is given.
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
