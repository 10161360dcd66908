import Datasets
import Diagnostics
import Parameters
import Randomness

/// How often each channel crosses a level: the share of steps from one frame to the next that do.
public struct Crossings: RecordingEncoder {
  public static let name = "crossings"
  public static let card = MethodCard(
    summary: "How often each channel crosses a level.", objective: "none: the share of steps that cross it",
    solution: "counting", cost: "O(channels · frames)", source: "common practice of inertial recognition")

  @Parameter(.number(), "the level, in the unit of the channel") public var level = 0.0

  public init() {}

  public var isFitted: Bool { false }

  public func fit(_ training: [Signal], seed: Seed) throws -> any FittedRecordingEncoder {
    guard let first = training.first else {
      throw InputError("'\(Self.name)'", found: "no recording", expected: "at least one, to read the channels off")
    }
    return FittedCrossings(level: Float(level), channels: try first.series(for: Self.name).channels)
  }
}

private struct FittedCrossings: FittedRecordingEncoder {
  let level: Float
  let channels: [String]

  var dimension: Int { channels.count }

  func encode(_ signal: Signal) throws -> [Float] {
    let series = try signal.series(for: Crossings.name)
    try requireChannels(series, channels, link: Crossings.name)
    return channels.indices.map { channel in
      let above = series.values.row(channel).map { $0 > level }
      return Float(zip(above, above.dropFirst()).filter { $0 != $1 }.count) / Float(max(1, above.count - 1))
    }
  }
}
