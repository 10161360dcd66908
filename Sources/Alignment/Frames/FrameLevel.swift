import Diagnostics
import Parameters

/// How clips are seen frame by frame: what one column of an alignment is, and how the latents of a
/// clip's frames become one vector.
///
/// An alignment is fitted on paired frames. Each frame is seen with those `lags` before and behind
/// it, so that a linear map is a filter in time. The first and last frame of a clip stand for what
/// lies beyond. Afterwards a clip is the `statistics` of its latent frames in each of `segments`
/// parts of its length. Each part is divided by the root of the number of parts, and the mean of
/// its modality over the pairs is taken away.
///
/// The encoder `frames` says which frames of two modalities belong together: by relative time or by
/// the clock. All may still be off by a constant. With `maximumShift` above 0 the shift of each
/// further modality against the first is estimated from the pairs, up to so many frames
/// (`FrameShift`).
public struct FrameLevel: Parametrised, Hashable {
  /// What is taken of the latent frames of a segment.
  public enum Statistic: String, Codable, Sendable, CaseIterable {
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
