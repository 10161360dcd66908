import Catalogue
import Datasets
import Diagnostics
import FeatureStore
import LinearAlgebra
import Randomness

/// The recording itself, frame by frame, on a fixed number of frames: a sequence in place of a feature vector.
///
/// What is aligned is then not the clip but each frame of it. Frame i of `count` lies at i / (count - 1) of the recording,
/// linearly interpolated, so that the frames of a sample's modalities belong together by relative time, whatever their
/// rates and lengths. Cost: O(channels x frames).
public struct Frames: RecordingEncoder, Equatable {
  /// `frames`.
  public static let name = "frames"
  /// What is printed about it.
  public static let card = MethodCard(
    summary: "The recording itself on a fixed number of frames: a sequence, which is aligned frame by frame.",
    objective: "none: frame i lies at i / (count - 1) of the recording",
    solution: "linear interpolation, channel by channel", cost: "O(channels · count)", source: "common practice",
    parameters: [ParameterCard("count", .whole(from: 2, through: 65_536), "number of frames")])
  /// Number of frames, 2 to 65,536; 64 where left out.
  public let count: Int

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

  /// Reads the parameters.
  public init(from decoder: any Decoder) throws {
    count = try decoder.container(keyedBy: CodingKeys.self).integer(.count, default: 64, in: 2...65_536)
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
    let series = try signal.series(for: Frames.name)
    try requireChannels(series, shape.channels, link: Frames.name)
    let (last, steps) = (series.values.columns - 1, Double(shape.frames - 1))
    let frames = interpolated(series.values, frames: shape.frames) { Double($0 * last) / steps }
    return frames.withUnsafeElements { Array($0) }
  }
}
