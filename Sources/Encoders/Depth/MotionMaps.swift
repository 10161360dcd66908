import Datasets

extension DepthProjections {
  /// The motion maps of every segment, one after another: sums of absolute differences of views
  /// `lag` frames apart.
  /// - Parameter segments: ranges of the places of the earlier frames.
  func motionMaps(lag: Int, segments: [Range<Int>]) -> [Float] {
    let count = count
    // The projections of the last `lag` frames and of the present one, in turn.
    var recent = [Float](repeating: 0, count: count * (lag + 1))
    var maps = [Float](repeating: 0, count: count * segments.count)
    recent.withUnsafeMutableBufferPointer { recent in
      maps.withUnsafeMutableBufferPointer { maps in
        guard let recent = recent.baseAddress, let maps = maps.baseAddress else { return }
        for t in 0..<video.frames {
          let now = recent + t % (lag + 1) * count
          project(t, into: now)
          guard t >= lag else { continue }
          let before = recent + (t - lag) % (lag + 1) * count
          for (segment, range) in segments.enumerated() where range.contains(t - lag) {
            let map = maps + segment * count
            for i in 0..<count { map[i] += abs(now[i] - before[i]) }
          }
        }
      }
    }
    return maps
  }
}
