import Datasets
import Diagnostics
import Foundation
import LinearAlgebra

/// `emg-series` of recordings at any rate.
struct FittedEMGSeries: FittedSignalStage {
  let parameters: EMGSeries

  func apply(_ signal: Signal) throws -> Signal {
    let series = try signal.series(for: EMGSeries.name)
    guard series.rate.isFinite, series.rate > 0 else {
      throw InputError(
        "'\(EMGSeries.name)'", found: "a rate of \(series.rate) Hz", expected: "a positive number of frames a second",
        advice: "State the rate in the data set's manifest.")
    }
    let cutoff = parameters.cutoff / (series.rate / 2)
    guard cutoff < 1 || !parameters.features.contains(.envelope) else {
      throw InputError(
        "'\(EMGSeries.name)': cutoff", found: "\(parameters.cutoff) Hz",
        expected: "less than half the rate of \(series.rate) Hz", advice: "Lower it, or leave 'envelope' out.")
    }
    let windows = windows(frames: series.values.columns, rate: series.rate)
    let filter = cutoff < 1 ? Butterworth(order: parameters.order, cutoff: cutoff) : nil
    var rows: [[Float]] = []
    for channel in series.channels.indices {
      let values = series.values.row(channel).map { Double($0) }
      let envelope = parameters.features.contains(.envelope) ? filter?(values.map(abs)) ?? [] : []
      let measured = windows.map { MuscleWindow(values[$0.frames], rate: series.rate) }
      for feature in parameters.features {
        rows.append(
          zip(windows, measured).map { window, part in
            Float(feature == .envelope ? envelope[window.middle] : part.value(of: feature, parameters))
          })
      }
    }
    let values = Matrix<Float>(rows.count, windows.count) { target in
      for (row, numbers) in rows.enumerated() {
        for (column, number) in numbers.enumerated() {
          target.initializeElement(at: column * rows.count + row, to: number)
        }
      }
    }
    let names = series.channels.flatMap { channel in parameters.features.map { "\(channel)-\($0.rawValue)" } }
    return .series(TimeSeries(values: values, rate: 1 / parameters.step, channels: names, start: series.start))
  }

  /// The middle of each window, and its frames.
  private func windows(frames: Int, rate: Double) -> [(middle: Int, frames: Range<Int>)] {
    let half = parameters.window * rate / 2
    // Rounding must not lose a window that ends with the recording.
    let count = Int(Double(frames - 1) / (parameters.step * rate) + 1e-9) + 1
    return (0..<count).map { index in
      let middle = Double(index) * parameters.step * rate
      let centre = min(Int(middle.rounded()), frames - 1)
      let first = max(0, Int((middle - half).rounded()))
      let end = min(frames, Int((middle + half).rounded()))
      return (centre, min(first, centre)..<max(end, centre + 1))
    }
  }
}

/// Some samples of one channel.
private struct MuscleWindow {
  let values: ArraySlice<Double>
  /// Steps from sample to sample, in seconds together.
  let seconds: Double

  init(_ values: ArraySlice<Double>, rate: Double) {
    self.values = values
    seconds = Double(max(1, values.count - 1)) / rate
  }

  func value(of feature: MuscleFeature, _ parameters: EMGSeries) -> Double {
    let count = Double(values.count)
    switch feature {
    case .envelope, .meanAbsoluteValue: return values.reduce(0) { $0 + abs($1) } / count
    case .rootMeanSquare: return (values.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
    case .waveformLength: return zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } / seconds
    case .zeroCrossings: return Double(zeroCrossings(parameters.threshold)) / seconds
    case .slopeSignChanges: return Double(slopeSignChanges(parameters.threshold)) / seconds
    case .logVariance:
      let mean = values.reduce(0, +) / count
      return log(max(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count, parameters.floor))
    }
  }

  private func zeroCrossings(_ threshold: Double) -> Int {
    let signed = values.filter { $0 != 0 }
    return zip(signed, signed.dropFirst()).count { ($0 < 0) != ($1 < 0) && abs($1 - $0) >= threshold }
  }

  private func slopeSignChanges(_ threshold: Double) -> Int {
    zip(zip(values, values.dropFirst()), values.dropFirst(2)).count { pair, after in
      let (before, here) = pair
      let isExtreme = (here > before && here > after) || (here < before && here < after)
      return isExtreme && max(abs(here - before), abs(here - after)) >= threshold
    }
  }
}
