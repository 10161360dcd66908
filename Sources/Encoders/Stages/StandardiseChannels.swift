import Datasets
import Diagnostics
import LinearAlgebra
import Parameters

/// Each channel to mean 0 and standard deviation 1 over all frames of the training recordings.
///
/// A longer recording weighs more, frame by frame. A channel that is constant in training is
/// centred only.
public struct StandardiseChannels: SignalStage, Equatable {
  public static let name = "standardise-channels"
  public static let card = MethodCard(
    summary: "Each channel to mean 0 and deviation 1 over all frames of the training recordings.",
    objective: "none: (x - mean) / deviation; a constant channel is centred only",
    solution: "two passes over the training frames",
    cost: "O(channels · all training frames)", source: "common practice")
  /// True: means and deviations come from the training recordings.
  public var isFitted: Bool { true }

  public init() {}

  /// None: channels are in units of their deviation afterwards.
  public func units(after units: [String: String]) -> [String: String] { [:] }

  /// Means and deviations in double precision, in two passes. Cost: O(all frames x channels).
  public func fit(_ training: [Signal]) throws -> any FittedSignalStage {
    let all = try training.map { try $0.series(for: Self.name) }
    guard let channels = all.first?.channels else {
      throw InputError("'\(Self.name)'", found: "no training recording", expected: "at least one")
    }
    for series in all { try requireChannels(series, channels, link: Self.name) }
    let frames = all.reduce(0.0) { $0 + Double($1.values.columns) }
    let means = Self.sums(all, channels.count) { value, _ in value }.map { $0 / frames }
    let variances = Self.sums(all, channels.count) { value, c in (value - means[c]) * (value - means[c]) }
      .map { $0 / frames }
    let scales = zip(means, variances).map { mean, variance in
      // What is left of a constant channel is the rounding of its mean.
      variance.squareRoot() > 1e-6 * abs(mean) ? 1 / variance.squareRoot() : 1
    }
    return FittedStandardisation(channels: channels, means: means.map { Float($0) }, scales: scales.map { Float($0) })
  }

  private static func sums(_ all: [TimeSeries], _ channels: Int, _ term: (Double, Int) -> Double) -> [Double] {
    var sums = [Double](repeating: 0, count: channels)
    for series in all {
      series.values.withUnsafeElements { values in
        for i in values.indices { sums[i % channels] += term(Double(values[i]), i % channels) }
      }
    }
    return sums
  }
}

/// Means and scales of the training recordings.
private struct FittedStandardisation: FittedSignalStage {
  let channels: [String]
  let means: [Float]
  let scales: [Float]

  func apply(_ signal: Signal) throws -> Signal {
    var series = try signal.series(for: StandardiseChannels.name)
    try requireChannels(series, channels, link: StandardiseChannels.name)
    series.values.withUnsafeMutableElements { values in
      for i in values.indices { values[i] = (values[i] - means[i % means.count]) * scales[i % means.count] }
    }
    return .series(series)
  }
}

/// Throws where a recording has other channels than those that a link was fitted on.
func requireChannels(_ series: TimeSeries, _ channels: [String], link: String) throws {
  guard series.channels != channels else { return }
  let found =
    series.channels.count == channels.count
    ? "'\(zip(series.channels, channels).first { $0 != $1 }?.0 ?? "")'" : "\(series.channels.count) channels"
  let expected =
    series.channels.count == channels.count
    ? "'\(zip(series.channels, channels).first { $0 != $1 }?.1 ?? "")'" : "\(channels.count)"
  throw InputError(
    "'\(link)'", found: found, expected: "\(expected), as in the training recordings",
    advice: "Encode recordings of one sensor set-up together.")
}
