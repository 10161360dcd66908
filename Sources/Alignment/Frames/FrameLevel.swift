import Diagnostics
import Parameters

/// How clips are seen frame by frame: what one column of an alignment is, and how the latents of a clip's frames become one
/// vector.
///
/// An alignment is fitted on paired frames. Each frame is seen with those `lags` before and behind it (the first and last
/// frame of a clip stand for what lies beyond), so that a linear map is a filter in time. Afterwards a clip is the
/// `statistics` of its latent frames in each of `segments` parts of its length, each part over the root of the number of
/// parts, less the mean of its modality over the pairs.
///
/// Which frames of two modalities belong together the encoder `frames` says, by relative time or by the clock. All of them may still
/// be off by a constant: with `maximumShift` above 0
/// the shift of each further modality against the first one is estimated from the pairs, among those of up to so many frames
/// (`FrameShift`).
public struct FrameLevel: Parametrised, Hashable {
  /// What is taken of the latent frames of a segment.
  public enum Statistic: String, Codable, Sendable, CaseIterable {
    /// The mean.
    case mean
    /// The standard deviation, divided by n.
    case deviation
  }

  @Parameter(.rising(.whole(from: -1000)), "frames that stand on one another, as offsets from the frame")
  public var lags = [-6, -3, 0, 3, 6]
  @Parameter(.rising(.whole(from: 1)), "numbers of equal parts of a clip")
  public var segments = [1, 2, 4, 8]
  @Parameter(.other("mean, deviation or both, each once"), "what is taken of each part")
  public var statistics = Statistic.allCases
  /// Of several, each makes an alignment, and the latents stand on one another.
  @Parameter(.other("none, pairs or clip, or several, each once"), "how channels are scaled")
  public var scalings = [ChannelScaling.pairs]
  @Parameter(.whole(from: 0, through: 1000), "largest shift, in frames, that is tried between modalities")
  public var maximumShift = 0

  public init() {}

  public func check() throws {
    guard !statistics.isEmpty, Set(statistics).count == statistics.count else {
      throw InputError(
        "statistics", found: "\(statistics.map(\.rawValue))", expected: "mean, deviation or both, each once")
    }
    guard !scalings.isEmpty, Set(scalings).count == scalings.count else {
      throw InputError(
        "scalings", found: "\(scalings.map(\.rawValue))", expected: "none, pairs or clip, or several, each once")
    }
  }

  /// Vectors of a clip for each dimension of a frame, with one scaling.
  var pooled: Int { segments.reduce(0, +) * statistics.count }
}

/// What is done to the channels of frames before they are stacked.
public enum ChannelScaling: String, Codable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Mean 0 and deviation 1 over the frames of the pairs.
  case pairs
  /// The same after each channel of each clip has been brought to mean 0 and deviation 1 over its own frames: what a clip does,
  /// without how it is held and how strongly it moves. A thousandth of the channel's deviation over the pairs is added to that of the
  /// clip, so that a channel at rest stays small.
  case clip
}

/// What an alignment has to see of frames.
public enum FrameUse: Sendable {
  /// Means and second moments: any samples that have the same serve.
  case moments
  /// The frames themselves.
  case samples
  /// It is not made for frames.
  case none
}
