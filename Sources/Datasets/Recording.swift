import Diagnostics
import LinearAlgebra

/// What several sensors recorded of one performance, as it stands in files: each with its own
/// clock, with numbers missing. `pieces` says where all of them are whole; `Track.series` cuts a
/// piece out at a constant rate.
public struct Recording: Sendable {
  /// One sensor or site each.
  public var tracks: [Track]

  /// Joins the tracks.
  public init(tracks: [Track]) { self.tracks = tracks }

  /// What one modality recorded.
  public struct Track: Sendable {
    /// The modality's name.
    public var name: String
    /// One name a channel.
    public var channels: [String]
    /// The nominal number of frames a second.
    public var rate: Double
    /// The time of each frame in seconds, rising.
    public var times: [Double]
    /// Frame after frame; NaN where a number is missing.
    public var values: [Double]
    /// The clouds of points whose numbers `values` holds; nil for a track of channels.
    var points: PointSeries?
    /// Ranges of frames without a missing number or a missing frame.
    public internal(set) var stretches: [Range<Int>]

    /// A track without gaps, or with those that `cleaned` will find.
    public init(name: String, channels: [String], rate: Double, times: [Double], values: [Double]) {
      precondition(values.count == times.count * channels.count, "\(values.count) numbers for \(times.count) frames")
      self.name = name
      self.channels = channels
      self.rate = rate
      self.times = times
      self.values = values
      stretches = times.isEmpty ? [] : [0..<times.count]
    }
  }

  /// The spans of time, in seconds, without a gap in any track.
  public var pieces: [ClosedRange<Double>] {
    guard let first = tracks.first else { return [] }
    return tracks.dropFirst().reduce(first.spans) { Self.intersection($0, $1.spans) }
  }
}

extension Recording.Track {
  var spans: [ClosedRange<Double>] { stretches.map { times[$0.lowerBound]...times[$0.upperBound - 1] } }

  /// The track with its numbers multiplied, a factor a channel.
  public func scaled(_ factors: [Double]) -> Recording.Track {
    guard factors.contains(where: { $0 != 1 }) else { return self }
    var result = self
    if let points {
      for index in points.values.indices {
        result.points?.values[index] = Float(Double(points.values[index]) * factors[index % factors.count])
      }
      return result
    }
    result.values.withUnsafeMutableBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: factors.count) {
        for (channel, factor) in factors.prefix(values.count - start).enumerated() { values[start + channel] *= factor }
      }
    }
    return result
  }

  /// The track in the order of time; of frames of the same time the first is kept.
  public func sorted() -> Recording.Track {
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let kept = order.indices.filter { $0 == 0 || times[order[$0]] > times[order[$0 - 1]] }.map { order[$0] }
    var sorted: [Double] = []
    sorted.reserveCapacity(kept.count * channels.count)
    for frame in kept { sorted += values[(frame * channels.count)..<((frame + 1) * channels.count)] }
    var result = Recording.Track(
      name: name, channels: channels, rate: rate, times: kept.map { times[$0] }, values: sorted)
    result.points = points
    return result
  }

  /// The track with gaps of up to `maximumGap` seconds between two numbers bridged by a straight
  /// line, and its stretches found. Two frames further apart than that, and than one and a half
  /// frames at the nominal rate, end a stretch.
  public func cleaned(maximumGap: Double) -> Recording.Track {
    var result = self
    // Times are rounded: a thousandth of a frame is forgiven.
    let longest = maximumGap + 0.001 / rate
    let isComplete = !values.contains(where: \.isNaN)
    if !isComplete { result.bridge(longest) }
    let furthest = max(longest, 1.5 / rate)
    let count = channels.count
    result.stretches = []
    var start: Int?
    for frame in times.indices {
      let isWhole = isComplete || !result.values[(frame * count)..<((frame + 1) * count)].contains(where: \.isNaN)
      if let begun = start, !isWhole || times[frame] - times[frame - 1] > furthest {
        result.stretches.append(begun..<frame)
        start = nil
      }
      if isWhole, start == nil { start = frame }
    }
    if let start { result.stretches.append(start..<times.count) }
    return result
  }

  /// Fills gaps of up to `longest` seconds with straight lines, channel by channel.
  private mutating func bridge(_ longest: Double) {
    let count = channels.count
    let found = values
    // Frame after frame, as they lie in memory.
    var lasts = [Int?](repeating: nil, count: count)
    for frame in times.indices {
      for channel in 0..<count where !found[frame * count + channel].isNaN {
        if let last = lasts[channel], last + 1 < frame, times[frame] - times[last] <= longest {
          let (a, b) = (found[last * count + channel], found[frame * count + channel])
          for between in (last + 1)..<frame {
            let share = (times[between] - times[last]) / (times[frame] - times[last])
            values[between * count + channel] = a + (b - a) * share
          }
        }
        lasts[channel] = frame
      }
    }
  }
}
