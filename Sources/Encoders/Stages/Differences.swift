import Datasets
import LinearAlgebra
import Parameters

/// First differences as further channels, `<channel>-difference`.
///
/// The difference of frame t is frame t minus frame t - 1, in the channel's unit a frame. The first
/// frame has 0, as if the recording had rested before. Length and rate stay; the number of channels
/// doubles.
public struct Differences: SignalStage, FittedSignalStage, Equatable {
  public static let name = "differences"
  public static let card = MethodCard(
    summary: "First differences as further channels.", objective: "none: frame t minus frame t - 1, 0 in the first",
    solution: "subtraction", cost: "O(channels · frames)", source: "common practice")

  public init() {}

  /// The recording with its differences below it.
  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    let channels = series.values.rows
    let differences = Matrix<Float>(channels, series.values.columns) { target in
      series.values.withUnsafeElements { source in
        for i in 0..<min(channels, source.count) { target.initializeElement(at: i, to: 0) }
        for i in channels..<source.count { target.initializeElement(at: i, to: source[i] - source[i - channels]) }
      }
    }
    return .series(
      TimeSeries(
        values: .stackedVertically([series.values, differences]), rate: series.rate,
        channels: series.channels + series.channels.map { $0 + "-difference" }))
  }
}
