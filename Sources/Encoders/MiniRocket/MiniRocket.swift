import Datasets
import Diagnostics
import Parameters
import Randomness

/// MiniRocket: the proportions of positive values of 84 fixed convolutions at many dilations, for
/// several channels.
///
/// The kernels have nine weights, three of them 2 and six -1. For each kernel and dilation a random
/// subset of the channels is summed. A feature is the share of the convolution that exceeds a bias.
/// Biases are quantiles of the same convolution of training recordings. Recordings must have one
/// length of at least nine frames: put `resample` before it.
///
/// Source: Dempster, Schmidt, Webb, "MiniRocket: a very fast (almost) deterministic transform for
/// time series classification", KDD 2021. Cost a recording: O(features x frames) comparisons.
public struct MiniRocket: RecordingEncoder, Equatable {
  public static let name = "minirocket"
  public static let card = MethodCard(
    summary: "Proportions of positive values of 84 fixed convolutions at many dilations.",
    objective: "none: the share of a convolution above a bias, a quantile of training convolutions",
    solution: "shifts and sums; biases and channel subsets from the seed",
    cost: "O(features · frames) comparisons a recording", source: "Dempster, Schmidt and Webb, KDD 2021")

  @Parameter(.whole(from: 84, through: 1_000_000), "features asked for, cut to a multiple of 84")
  public var features = 10_000
  @Parameter(.whole(from: 1, through: 1_024), "the most dilations that a kernel gets") public var dilations = 32

  /// True: biases are quantiles of training recordings.
  public var isFitted: Bool { true }

  public static let drawsNumbers = true

  public init() {}

  /// Draws channels and biases.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    let all = try training.map { try $0.series(for: Self.name) }
    guard let first = all.first else {
      throw InputError("'\(Self.name)'", found: "no training recording", expected: "at least one")
    }
    guard first.values.columns >= MiniRocketKernels.length else {
      throw InputError(
        "'\(Self.name)'", found: "recordings of \(first.values.columns) frames",
        expected: "at least \(MiniRocketKernels.length) frames", advice: "Put 'resample' before '\(Self.name)'.")
    }
    let shape = MiniRocketShape(channels: first.channels, frames: first.values.columns)
    for series in all { try shape.check(series) }
    var combinations = MiniRocketCombinations(
      features: features, maximumDilations: dilations, frames: shape.frames, channels: first.channels.count, seed: seed)
    combinations.fitBiases(all.map { $0.values.transposed() }, seed: seed)
    return FittedMiniRocket(shape: shape, combinations: combinations)
  }
}

/// The channels and the length that MiniRocket was fitted on.
struct MiniRocketShape: Sendable {
  let channels: [String]
  let frames: Int

  func check(_ series: TimeSeries) throws {
    try requireChannels(series, channels, link: MiniRocket.name)
    guard series.values.columns == frames else {
      throw InputError(
        "'\(MiniRocket.name)'", found: "a recording of \(series.values.columns) frames",
        expected: "\(frames) frames, as the first training recording has",
        advice: "Put 'resample' before '\(MiniRocket.name)'.")
    }
  }
}

/// MiniRocket with its biases.
struct FittedMiniRocket: FittedRecordingEncoder {
  let shape: MiniRocketShape
  let combinations: MiniRocketCombinations

  var dimension: Int { combinations.biases.count }

  func encode(_ signal: Signal) throws -> [Float] {
    let series = try signal.series(for: MiniRocket.name)
    try shape.check(series)
    return combinations.proportions(of: series.values.transposed())
  }
}
