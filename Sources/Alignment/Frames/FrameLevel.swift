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
///
/// `limbs` names a modality whose channels are those of several limbs, as many each and one limb
/// after the other: `{skeleton: 2}`. The other modality is then taken to be worn on one of these
/// limbs, on which one differs from clip to clip (`LimbGate`). Behind the alignment of all channels
/// and pairs stands one of each limb with its own pairs. A clip of the worn modality is zero under
/// every limb but its own.
public struct FrameLevel: Parametrised, Hashable {
  /// What is taken of the latent frames of a segment.
  public enum Statistic: String, Codable, Sendable, CaseIterable {
    case mean
    /// The standard deviation, divided by n.
    case deviation
  }

  @Parameter(.rising(.whole(from: -1000, through: 1000)), "frames that stand on one another, as offsets from the frame")
  public var lags = [-6, -3, 0, 3, 6]
  @Parameter(.rising(.whole(from: 1, through: 1000)), "numbers of equal parts of a clip")
  public var segments = [1, 2, 4, 8]
  @Parameter(.other("mean, deviation or both, each once"), "what is taken of each part")
  public var statistics = Statistic.allCases
  /// Of several, each makes an alignment, and the latents stand on one another.
  @Parameter(.other("none, pairs or clip, or several, each once"), "how channels are scaled")
  public var scalings = [ChannelScaling.pairs]
  @Parameter(.whole(from: 0, through: 1000), "largest shift, in frames, that is tried between modalities")
  public var maximumShift = 0
  @Parameter(
    .other("a modality, and of how many limbs its channels are"), "limbs that the other modality may be worn on")
  public var limbs: [String: Int] = [:]

  public init() {}

  /// What is newer than the others is written only where it is said.
  public func isWritten(_ parameter: String) -> Bool { parameter != "limbs" || !limbs.isEmpty }

  public func check() throws {
    guard !statistics.isEmpty, Set(statistics).count == statistics.count else {
      throw InputError(
        "statistics", found: "\(statistics.map(\.rawValue))", expected: "mean, deviation or both, each once")
    }
    guard !scalings.isEmpty, Set(scalings).count == scalings.count else {
      throw InputError(
        "scalings", found: "\(scalings.map(\.rawValue))", expected: "none, pairs or clip, or several, each once")
    }
    guard limbs.count <= 1, limbs.values.allSatisfy({ (2...100).contains($0) }) else {
      throw InputError(
        "limbs", found: limbs.keys.sorted().map { "\($0): \(limbs[$0] ?? 0)" }.joined(separator: ", "),
        expected: "one modality with 2 to 100 limbs", advice: "Write `limbs: {skeleton: 2}`.")
    }
  }

  /// Vectors of a clip that stand on one another and are of equal size: one of all channels and one
  /// a limb, under each scaling.
  public var blocks: Int { scalings.count * (1 + (limbs.values.first ?? 0)) }

  /// Vectors of a clip for each dimension of a frame, with one scaling.
  var pooled: Int { segments.reduce(0, +) * statistics.count }
}
