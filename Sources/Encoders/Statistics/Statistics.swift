import Datasets
import Diagnostics
import Parameters
import Randomness

/// Moments and quantiles of every channel over a temporal pyramid: the plain baseline of inertial
/// recognition.
///
/// For each segment of the pyramid and each channel: mean, standard deviation, skewness, kurtosis,
/// minimum, maximum, root mean square, mean absolute difference, then the quantiles. Recordings may
/// differ in length.
public struct Statistics: RecordingEncoder, Equatable {
  public static let name = "statistics"
  public static let card = MethodCard(
    summary: "Moments and quantiles of every channel over a temporal pyramid.",
    objective:
      "none: mean, deviation, skewness, kurtosis, extremes, root mean square, mean absolute difference, quantiles",
    solution: "closed form, segment by segment", cost: "O(levels · channels · frames log frames)",
    source: "common practice of inertial recognition")

  @Parameter(.rising(.whole(from: 1, through: 64)), "numbers of segments") public var levels = [1, 2, 4]
  @Parameter(.rising(.number(from: 0, through: 1), orNone: true), "the quantiles")
  public var quantiles = [0.1, 0.25, 0.5, 0.75, 0.9]

  /// False: each recording is looked at alone.
  public var isFitted: Bool { false }

  public init() {}

  /// Reads the channels off the first recording; nothing is learned.
  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    guard let first = training.first else {
      throw InputError("'\(Self.name)'", found: "no recording", expected: "at least one, to read the channels off")
    }
    return FittedStatistics(parameters: self, channels: try first.series(for: Self.name).channels)
  }
}

/// Statistics of recordings with known channels.
private struct FittedStatistics: FittedRecordingEncoder {
  let parameters: Statistics
  let channels: [String]

  var dimension: Int {
    parameters.levels.reduce(0, +) * channels.count * (Moments.count + parameters.quantiles.count)
  }

  func encode(_ signal: Signal) throws -> [Float] {
    let series = try signal.series(for: Statistics.name)
    try requireChannels(series, channels, link: Statistics.name)
    var features: [Float] = []
    features.reserveCapacity(dimension)
    for segment in temporalPyramid(parameters.levels, frames: series.values.columns) {
      for channel in channels.indices {
        let values = segment.map { Double(series.values[channel, $0]) }
        let sorted = values.sorted()
        features += (Moments.of(values) + parameters.quantiles.map { quantile(sorted, $0) }).map { Float($0) }
      }
    }
    return features
  }
}
