import LinearAlgebra

extension FramePooling {
  /// The gradient for the frames, k x (frames · n), from that for the vectors of their clips,
  /// (k · pooled) x n.
  ///
  /// With w for one over the root of the number of segments, a mean over the frames R of a segment
  /// hands w g / |R| to each; a deviation s hands w g (z - mean) / (|R| s), and nothing where it is
  /// 0, as it is in a segment of a single frame.
  /// Cost: as that of pooling.
  func gradient<S: BLASScalar>(_ values: Matrix<S>, of pooled: Matrix<S>) -> Matrix<S> {
    let (k, clips) = (values.rows, values.columns / frames)
    var gradient = Matrix<S>(k, values.columns)
    gradient.withUnsafeMutableElements { target in
      values.withUnsafeElements { z in
        pooled.withUnsafeElements { g in
          var (mean, slope) = ([S](repeating: 0, count: k), [S](repeating: 0, count: k))
          for clip in 0..<clips {
            var place = clip * k * level.pooled
            for count in level.segments {
              for segment in 0..<count {
                let range = Self.segment(segment, of: count, frames: frames)
                let columns = (clip * frames + range.lowerBound)..<(clip * frames + range.upperBound)
                let share = 1 / (S(range.count) * S(count).squareRoot())
                for statistic in level.statistics {
                  switch statistic {
                  case .mean:
                    for t in columns { for i in 0..<k { target[t * k + i] += share * g[place + i] } }
                  case .deviation:
                    Self.moments(z, columns, k, &mean, &slope)
                    for i in 0..<k { slope[i] = slope[i] > 0 ? share * g[place + i] / slope[i] : 0 }
                    for t in columns { for i in 0..<k { target[t * k + i] += slope[i] * (z[t * k + i] - mean[i]) } }
                  }
                  place += k
                }
              }
            }
          }
        }
      }
    }
    return gradient
  }

  /// Means and deviations of columns.
  private static func moments<S: BLASScalar>(
    _ z: UnsafeBufferPointer<S>, _ columns: Range<Int>, _ k: Int, _ mean: inout [S], _ deviation: inout [S]
  ) {
    let share = 1 / S(columns.count)
    for i in 0..<k { (mean[i], deviation[i]) = (0, 0) }
    for t in columns { for i in 0..<k { mean[i] += z[t * k + i] } }
    for i in 0..<k { mean[i] *= share }
    for t in columns {
      for i in 0..<k {
        let difference = z[t * k + i] - mean[i]
        deviation[i] += difference * difference
      }
    }
    for i in 0..<k { deviation[i] = (deviation[i] * share).squareRoot() }
  }
}
