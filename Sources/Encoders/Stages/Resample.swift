import Datasets
import LinearAlgebra
import Parameters

/// A fixed number of frames by linear interpolation on relative time.
///
/// Frame i of `frames` lies at i / (frames - 1) of the recording, so first and last frame are kept
/// as they are. A recording of one frame becomes constant. The rate changes with the recording's
/// length. Cost: O(channels x frames).
public struct Resample: SignalStage, FittedSignalStage, Equatable {
  public static let name = "resample"
  public static let card = MethodCard(
    summary: "A fixed number of frames by linear interpolation on relative time.",
    objective: "none: frame i lies at i / (frames - 1) of the recording",
    solution: "linear interpolation, channel by channel",
    cost: "O(channels · frames)", source: "common practice")

  @Parameter(.whole(from: 2, through: 65_536), "number of frames afterwards") public var frames = 64

  public init() {}

  /// The recording on `frames` frames.
  public func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: Self.name)
    let length = series.values.columns
    let values = interpolated(series.values, frames: frames) { Double($0 * (length - 1)) / Double(frames - 1) }
    let rate = length > 1 ? series.rate * Double(frames - 1) / Double(length - 1) : series.rate
    return .series(TimeSeries(values: values, rate: rate, channels: series.channels))
  }
}

/// Frames between the columns of `values`, linearly interpolated.
///
/// - Parameter position: where each new frame lies, in columns from 0 on; beyond the last column
///   the last one is taken.
func interpolated(_ values: Matrix<Float>, frames: Int, position: (Int) -> Double) -> Matrix<Float> {
  let (channels, length) = (values.rows, values.columns)
  return Matrix<Float>(channels, frames) { target in
    values.withUnsafeElements { source in
      for i in 0..<frames {
        let position = position(i)
        let left = min(Int(position), length - 1)
        let right = min(left + 1, length - 1)
        let weight = Float(position - Double(left))
        for c in 0..<channels {
          let (a, b) = (source[left * channels + c], source[right * channels + c])
          // In this form a constant stays exactly constant; the weight is 0 at both ends.
          target.initializeElement(at: i * channels + c, to: a + weight * (b - a))
        }
      }
    }
  }
}
