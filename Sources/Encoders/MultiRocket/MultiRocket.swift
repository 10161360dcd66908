import Datasets
import Diagnostics
import LinearAlgebra
import Parameters
import Randomness

/// MultiRocket: four pooled numbers of 84 fixed convolutions at many dilations, of the series and
/// of its differences.
///
/// Kernels, dilations, random channel subsets and biases are MiniRocket's, drawn once for the
/// series and once for its first differences. Each convolution is pooled, against its bias, to the
/// share of positive values, their longest stretch, their mean and their mean place. Recordings
/// must have one length of at least ten frames: put `resample` before it.
///
/// Source: Tan, Dempster, Bergmeir, Webb, "MultiRocket: multiple pooling operators and
/// transformations for fast and effective time series classification", Data Mining and Knowledge
/// Discovery 36, 2022. Cost a recording: O(features x frames).
public struct MultiRocket: RecordingEncoder, Equatable {
  public static let name = "multirocket"
  public static let card = MethodCard(
    summary: "Four pooled numbers of 84 fixed convolutions at many dilations, of the series and of its differences.",
    objective: "none: share, longest stretch, mean and mean place of the values above a bias",
    solution: "shifts and sums; biases and channel subsets from the seed",
    cost: "O(features · frames) a recording", source: "Tan, Dempster, Bergmeir and Webb, DMKD 36, 2022")
  /// Features of a bias: four pooled numbers of the series and of its differences.
  private static let perBias = 2 * MultiRocketPart.pools

  @Parameter(.whole(from: 672, through: 1_000_000), "features asked for, cut to a multiple of 672")
  public var features = 50_000
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
    let frames = first.values.columns
    guard frames > MiniRocketKernels.length else {
      throw InputError(
        "'\(Self.name)'", found: "recordings of \(frames) frames", expected: "at least 10 frames",
        advice: "Put 'resample' before '\(Self.name)'.")
    }
    let shape = FittedMultiRocket.Shape(channels: first.channels, frames: frames)
    for series in all { try shape.check(series) }
    let series = all.map { $0.values.transposed() }
    let differences = series.map { MultiRocketPart.differences($0) }
    func part(_ training: [Matrix<Float>], _ name: String) -> MultiRocketPart {
      var part = MultiRocketPart(
        biases: features / Self.perBias, maximumDilations: dilations, frames: training[0].rows,
        channels: first.channels.count, seed: seed.deriving(name))
      part.fitBiases(training, seed: seed.deriving(name))
      return part
    }
    return FittedMultiRocket(
      shape: shape, series: part(series, "series"), differences: part(differences, "differences"))
  }
}

/// MultiRocket with its biases.
private struct FittedMultiRocket: FittedRecordingEncoder {
  /// The channels and the length that it was fitted on.
  struct Shape {
    let channels: [String]
    let frames: Int

    func check(_ series: TimeSeries) throws {
      try requireChannels(series, channels, link: MultiRocket.name)
      guard series.values.columns == frames else {
        throw InputError(
          "'\(MultiRocket.name)'", found: "a recording of \(series.values.columns) frames",
          expected: "\(frames) frames, as the first training recording has",
          advice: "Put 'resample' before '\(MultiRocket.name)'.")
      }
    }
  }

  let shape: Shape
  let series: MultiRocketPart
  let differences: MultiRocketPart

  var dimension: Int { MultiRocketPart.pools * (series.biases.count + differences.biases.count) }

  func encode(_ signal: Signal) throws -> [Float] {
    let recording = try signal.series(for: MultiRocket.name)
    try shape.check(recording)
    let values = recording.values.transposed()
    return series.pooled(values) + differences.pooled(MultiRocketPart.differences(values))
  }
}
