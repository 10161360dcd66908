import Catalogue
import Diagnostics

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
public struct FrameLevel: Codable, Sendable, Hashable {
  /// What is taken of the latent frames of a segment.
  public enum Statistic: String, Codable, Sendable, CaseIterable {
    /// The mean.
    case mean
    /// The standard deviation, divided by n.
    case deviation
  }

  /// Frames that stand on one another, as offsets from the frame, ascending.
  public var lags: [Int]
  /// Numbers of equal parts of a clip, ascending.
  public var segments: [Int]
  /// What is taken of each part.
  public var statistics: [Statistic]
  /// How channels are scaled; several make an alignment each, whose latents stand on one another.
  public var scalings: [ChannelScaling]
  /// The largest shift, in frames, that is tried between modalities; 0 takes them as they come.
  public var maximumShift: Int

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` for an empty or unordered list, or a shift below 0.
  public init(
    lags: [Int] = [-6, -3, 0, 3, 6], segments: [Int] = [1, 2, 4, 8],
    statistics: [Statistic] = Statistic.allCases, scalings: [ChannelScaling] = [.pairs], maximumShift: Int = 0
  ) throws {
    func check(_ name: String, _ list: [Int], from least: Int) throws {
      guard let first = list.first, first >= least, zip(list, list.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw InputError(
          name, found: "\(list)", expected: "rising whole numbers" + (least > 0 ? ", \(least) or more" : ""))
      }
    }
    try check("lags", lags, from: -1000)
    try check("segments", segments, from: 1)
    guard !statistics.isEmpty, Set(statistics).count == statistics.count else {
      throw InputError(
        "statistics", found: "\(statistics.map(\.rawValue))", expected: "mean, deviation or both, each once")
    }
    guard !scalings.isEmpty, Set(scalings).count == scalings.count else {
      throw InputError(
        "scalings", found: "\(scalings.map(\.rawValue))", expected: "none, pairs or clip, or several, each once")
    }
    guard (0...1000).contains(maximumShift) else {
      throw InputError("maximumShift", found: "\(maximumShift)", expected: "a number of frames from 0 to 1000")
    }
    self.lags = lags
    self.segments = segments
    self.statistics = statistics
    self.scalings = scalings
    self.maximumShift = maximumShift
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = try FrameLevel()
    try self.init(
      lags: container.value(.lags, default: defaults.lags),
      segments: container.value(.segments, default: defaults.segments),
      statistics: container.value(.statistics, default: defaults.statistics),
      scalings: container.value(.scalings, default: defaults.scalings),
      maximumShift: container.value(.maximumShift, default: defaults.maximumShift))
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
