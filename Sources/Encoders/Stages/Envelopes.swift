import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import Parameters

/// How strongly each channel moves about each frame, as further channels, `<channel>-envelope`.
///
/// log(floor + s), s the standard deviation of the channel over the frames within half a `window`
/// before and behind; at both ends over those that are there. It says neither which way a channel
/// moves nor at which point of a swing it is. So sensors on other limbs, or of other quantities,
/// share it where their waves do not fit each other. Doubling a channel adds log 2, but for the
/// floor. Length and rate stay; the number of channels doubles.
///
/// Cost: O(channels x frames x window).
/// Source: common practice for muscles, where envelopes are logarithms of power; for other channels
/// this project's.
public struct Envelopes: SignalStage, FittedSignalStage, Equatable {
  public static let name = "envelopes"
  public static let card = MethodCard(
    summary: "How strongly each channel moves about each frame, as further channels.",
    objective: "none: log of the standard deviation over a sliding window", solution: "two passes over each window",
    cost: "O(channels · frames · window)", source: "common practice")

  @Parameter(.number(from: 0.001, through: 1000), "seconds of the sliding window") public var window = 1.0
  @Parameter(.number(from: 1e-12, through: 1e6), "what is added to the deviation, in the channel's unit")
  public var floor = 1e-3

  public init() {}

  /// The recording with its envelopes below it.
  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    guard series.rate.isFinite, series.rate > 0 else {
      throw InputError(
        "'\(Self.name)'", found: "a rate of \(series.rate) Hz", expected: "a positive number of frames a second",
        advice: "State the rate in the data set's manifest.")
    }
    let (channels, frames) = (series.values.rows, series.values.columns)
    // No wider than the recording, whatever the window: a large number is no number of frames.
    let half = Int(min((window * series.rate / 2).rounded(), Double(frames)))
    var envelopes = Matrix<Float>(channels, frames)
    for channel in 0..<channels {
      let row = series.values.row(channel).map(Double.init)
      for t in 0..<frames {
        let around = row[max(t - half, 0)...min(t + half, frames - 1)]
        let mean = around.reduce(0, +) / Double(around.count)
        let variance = around.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(around.count)
        envelopes[channel, t] = Float(log(floor + variance.squareRoot()))
      }
    }
    return .series(
      TimeSeries(
        values: .stackedVertically([series.values, envelopes]), rate: series.rate,
        channels: series.channels + series.channels.map { $0 + "-envelope" }))
  }
}
