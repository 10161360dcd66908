extension Recording.Track {
  /// A track of a cloud of points a frame.
  ///
  /// Its one channel is the number of the frame among `points`. So frames are sorted, gaps are
  /// found and clocks are compared as for any other track, and no cloud is ever interpolated.
  init(name: String, points: PointSeries, rate: Double, times: [Double]) {
    precondition(points.frames == times.count, "\(points.frames) clouds for \(times.count) times")
    self.init(name: name, channels: ["frame"], rate: rate, times: times, values: times.indices.map(Double.init))
    self.points = points
  }

  /// `frames` clouds at `target` a second from the time `start` on, which must lie inside one
  /// stretch. Of each it is the nearest in time. Of two that are equally near, to a millionth of a
  /// frame, it is the earlier.
  ///
  /// Nil for a track of channels.
  func clouds(rate target: Double, from start: Double, frames: Int) -> PointSeries? {
    guard let points else { return nil }
    let stretch = stretch(from: start, rate: target, frames: frames)
    var nearest = stretch.lowerBound
    let chosen = (0..<frames).map { frame -> Int in
      let time = start + Double(frame) / target
      while nearest + 1 < stretch.upperBound,
        abs(times[nearest + 1] - time) < abs(times[nearest] - time) - 1e-6 / target
      {
        nearest += 1
      }
      return Int(values[nearest])
    }
    var result = points.selecting(chosen)
    result.rate = target
    return result
  }
}
