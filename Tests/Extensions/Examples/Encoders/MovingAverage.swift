import Datasets
import LinearAlgebra
import Parameters

/// Each frame becomes the mean of the frames around it. At both ends there are fewer.
public struct MovingAverage: SignalStage, FittedSignalStage {
  public static let name = "moving-average"
  public static let card = MethodCard(
    summary: "Each frame becomes the mean of the frames around it.", objective: "none", solution: "sums",
    cost: "O(channels · frames · reach)", source: "common practice")

  @Parameter(.whole(from: 0, through: 1000), "frames on either side that are averaged") public var reach = 2

  public init() {}

  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    let frames = series.values.columns
    var values = series.values
    for frame in 0..<frames {
      let around = max(0, frame - reach)...min(frames - 1, frame + reach)
      for channel in 0..<values.rows {
        values[channel, frame] = around.reduce(0) { $0 + series.values[channel, $1] } / Float(around.count)
      }
    }
    return .series(TimeSeries(values: values, rate: series.rate, channels: series.channels))
  }
}
