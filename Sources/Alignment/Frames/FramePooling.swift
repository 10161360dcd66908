import LinearAlgebra

/// One vector a clip from the frames of clips, as `FrameLevel` says.
///
/// The order is: number of segments, segment, statistic, dimension.
struct FramePooling: Sendable {
  let level: FrameLevel
  /// Frames of a clip.
  let frames: Int

  /// The clips of `values`, k x (frames · n), one vector each: (k · pooled) x n. Cost: O(k frames n) for each number of segments.
  func callAsFunction<S: BLASScalar>(_ values: Matrix<S>) -> Matrix<S> {
    let (k, clips) = (values.rows, values.columns / frames)
    let size = k * level.pooled
    return Matrix(size, clips) { target in
      values.withUnsafeElements { source in
        var sums = [S](repeating: 0, count: k)
        var squares = sums
        for clip in 0..<clips {
          var place = clip * size
          for count in level.segments {
            let weight = 1 / S(count).squareRoot()
            for segment in 0..<count {
              let range = Self.segment(segment, of: count, frames: frames)
              let first = clip * frames
              let share = 1 / S(range.count)
              for i in 0..<k { (sums[i], squares[i]) = (0, 0) }
              for t in range { for i in 0..<k { sums[i] += source[(first + t) * k + i] } }
              for i in 0..<k { sums[i] *= share }
              if level.statistics.contains(.deviation) {
                for t in range {
                  for i in 0..<k {
                    let difference = source[(first + t) * k + i] - sums[i]
                    squares[i] += difference * difference
                  }
                }
              }
              for statistic in level.statistics {
                for i in 0..<k {
                  let value = statistic == .mean ? sums[i] : (squares[i] * share).squareRoot()
                  target.initializeElement(at: place + i, to: weight * value)
                }
                place += k
              }
            }
          }
        }
      }
    }
  }

  /// The frames of one of `count` parts; at least one, where there are more parts than frames.
  static func segment(_ place: Int, of count: Int, frames: Int) -> Range<Int> {
    let start = min(place * frames / count, frames - 1)
    return start..<max((place + 1) * frames / count, start + 1)
  }
}
