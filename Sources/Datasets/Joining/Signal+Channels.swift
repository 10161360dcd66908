import Diagnostics
import LinearAlgebra

extension Signal {
  /// The named channels in that order.
  /// - Parameter factors: what the numbers of each channel are multiplied with; nil for none.
  /// - Throws: `InputError` where the signal has no channels, or not these.
  func selecting(_ channels: [String], factors: [Double]? = nil, place: String) throws -> Signal {
    guard case .series(let series) = self else {
      throw InputError(place, found: "a recording without channels", expected: channels.joined(separator: ", "))
    }
    if series.channels == channels, factors == nil { return self }
    let places = try channels.map { channel in
      guard let place = series.channels.firstIndex(of: channel) else {
        throw InputError(
          place, found: "channels \(series.channels.joined(separator: ", "))", expected: "'\(channel)' among them",
          advice: "The manifest names channels that the recording does not have.")
      }
      return place
    }
    let frames = series.values.columns
    var values = Matrix<Float>(channels.count, frames)
    for frame in 0..<frames {
      for (row, place) in places.enumerated() {
        let value = series.values[place, frame]
        values[row, frame] = factors.map { Float(Double(value) * $0[row]) } ?? value
      }
    }
    var result = series
    (result.values, result.channels) = (values, channels)
    return .series(result)
  }

  /// The signal at another rate: low-passed where that is slower, and interpolated linearly. Itself
  /// where it has that rate, and where it is no series of channels.
  func resampled(to rate: Double) -> Signal {
    guard case .series(let series) = self, let frames = SignalLength.frames(of: self.length, at: rate) else {
      return self
    }
    let (count, length) = (series.channels.count, series.values.columns)
    var values: [Double] = []
    values.reserveCapacity(count * length)
    for frame in 0..<length { for channel in 0..<count { values.append(Double(series.values[channel, frame])) } }
    let track = Recording.Track(
      name: "", channels: series.channels, rate: series.rate,
      times: (0..<length).map { Double($0) / series.rate }, values: values)
    var result = track.lowPassed(for: rate).series(rate: rate, from: 0, frames: frames)
    result.start = series.start
    return .series(result)
  }
}

extension SignalLength {
  /// How many frames a recording has at another rate; nil where it has that rate, or takes no time.
  static func frames(of length: SignalLength?, at rate: Double) -> Int? {
    guard let length, length.frames > 0, abs(length.rate / rate - 1) > 1e-9 else { return nil }
    // The last frame lies within the recording; rounding must not lose it.
    return Int((Double(length.frames - 1) / length.rate * rate + 1e-6).rounded(.down)) + 1
  }
}
