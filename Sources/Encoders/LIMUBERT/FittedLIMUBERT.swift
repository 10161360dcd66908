import Datasets
import Diagnostics
import LinearAlgebra

/// LIMU-BERT with its weights, for recordings with known channels.
struct FittedLIMUBERT: FittedRecordingEncoder {
  let input: InertialChannels
  let model: LIMUBERTModel
  let stride: Int
  let levels: [Int]
  let pool: LIMUBERT.Pool

  var dimension: Int { levels.reduce(0, +) * (pool == .mean ? model.hidden : 2 * model.hidden) }

  func encode(_ signal: Signal) throws -> [Float] {
    let series = try signal.series(for: LIMUBERT.name)
    try requireChannels(series, input.channels, link: LIMUBERT.name)
    let frames = try resampled(series)
    let starts = Self.windowStarts(frames: frames.columns, length: model.length, stride: stride)
    let columns = starts.flatMap { start in (0..<model.length).map { min(start + $0, frames.columns - 1) } }
    let states = model.hiddenStates(input.converted(frames.selectingColumns(columns)))
    let segments = temporalPyramid(levels, frames: frames.columns)
    let pooled = segments.flatMap { self.pooled(states, starts: starts, over: $0) }
    guard !pooled.contains(where: { !$0.isFinite }) else {
      throw InputError(
        "'\(LIMUBERT.name)'", found: "numbers that overflow single precision", expected: "an inertial recording",
        advice: "Check the units of the channels.")
    }
    return pooled
  }

  /// The frames at which windows start: every `stride`, and one that ends with the recording. One
  /// window of a recording that is shorter.
  static func windowStarts(frames: Int, length: Int, stride: Int) -> [Int] {
    guard frames > length else { return [0] }
    let last = frames - length
    let regular = Array(Swift.stride(from: 0, through: last, by: stride))
    return regular.last == last ? regular : regular + [last]
  }

  /// The recording at the model's rate, from its first frame on, by linear interpolation in true
  /// time.
  private func resampled(_ series: TimeSeries) throws -> Matrix<Float> {
    guard series.rate.isFinite, series.rate > 0 else {
      throw InputError(
        "'\(LIMUBERT.name)'", found: "a rate of \(series.rate) Hz", expected: "a positive number of frames a second",
        advice: "State the rate in the data set's manifest.")
    }
    let step = series.rate / model.rate
    let last = Double(series.values.columns - 1) / step
    guard last < Double(1 << 22) else {
      throw InputError(
        "'\(LIMUBERT.name)'", found: "a recording of \(last / model.rate) seconds", expected: "less than two days",
        advice: "Check the rate in the data set's manifest, or cut the recording.")
    }
    // A hair is added so that a frame at the very end is not lost to rounding; positions are
    // clamped.
    return interpolated(series.values, frames: Int(last + 1e-6) + 1) { Double($0) * step }
  }

  /// Pools what all windows, which begin at `starts`, say of the frames of a segment.
  ///
  /// A segment that lies between windows, which are then further apart than they are long, takes
  /// the nearest state.
  private func pooled(_ states: Matrix<Float>, starts: [Int], over segment: Range<Int>) -> [Float] {
    let (hidden, length) = (model.hidden, model.length)
    var kept = starts.enumerated().flatMap { window, start in
      segment.clamped(to: start..<(start + length)).map { window * length + $0 - start }
    }
    if kept.isEmpty {
      func distance(_ column: Int) -> Int { abs(starts[column / length] + column % length - segment.lowerBound) }
      kept = (0..<states.columns).min { distance($0) < distance($1) }.map { [$0] } ?? []
    }
    return states.withUnsafeElements { values in
      var means = [Double](repeating: 0, count: hidden)
      for column in kept { for i in 0..<hidden { means[i] += Double(values[column * hidden + i]) } }
      for i in 0..<hidden { means[i] /= Double(kept.count) }
      guard pool == .meanDeviation else { return means.map { Float($0) } }
      var squares = [Double](repeating: 0, count: hidden)
      for column in kept {
        for i in 0..<hidden {
          let difference = Double(values[column * hidden + i]) - means[i]
          squares[i] += difference * difference
        }
      }
      return means.map { Float($0) } + squares.map { Float(($0 / Double(kept.count)).squareRoot()) }
    }
  }
}
