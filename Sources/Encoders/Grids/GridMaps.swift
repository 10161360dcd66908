import Datasets

/// What a map keeps of a cell over a segment of time.
public enum GridMap: String, Codable, Sendable, CaseIterable {
  case mean
  case maximum
  /// The standard deviation over the segment's frames.
  case deviation
  /// The mean absolute difference of frames `lag` apart.
  case motion
}

extension GridWeights {
  /// A map over the frames of `segment`: one number a cell, the column fastest.
  ///
  /// Motion compares each frame of the segment with the one `lag` before it, in the segment or
  /// before; of frames without such a one there is none.
  func map(_ kind: GridMap, over segment: Range<Int>, lag: Int) -> [Float] {
    let cells = rows * columns
    let count = Double(segment.count)
    switch kind {
    case .mean: return means(segment).map { Float($0) }
    case .maximum:
      return segment.reduce(into: [Float](repeating: 0, count: cells)) { map, t in
        for cell in 0..<cells { map[cell] = max(map[cell], values[t * cells + cell]) }
      }
    case .deviation:
      let means = means(segment)
      var squares = [Double](repeating: 0, count: cells)
      for t in segment {
        for cell in 0..<cells {
          let d = Double(values[t * cells + cell]) - means[cell]
          squares[cell] += d * d
        }
      }
      return squares.map { Float(($0 / count).squareRoot()) }
    case .motion:
      let later = segment.filter { $0 >= lag }
      var sums = [Double](repeating: 0, count: cells)
      for t in later {
        for cell in 0..<cells { sums[cell] += Double(abs(values[t * cells + cell] - values[(t - lag) * cells + cell])) }
      }
      return sums.map { Float($0 / Double(max(later.count, 1))) }
    }
  }

  private func means(_ segment: Range<Int>) -> [Double] {
    let cells = rows * columns
    var sums = [Double](repeating: 0, count: cells)
    for t in segment { for cell in 0..<cells { sums[cell] += Double(values[t * cells + cell]) } }
    return sums.map { $0 / Double(segment.count) }
  }
}

/// How maps of a grid become features: over which segments, how fine, of what length.
struct GridMapLayout {
  let levels: [Int]
  let rows: Int
  let columns: Int
  let lag: Int

  /// Number of features of each kind of map.
  var dimension: Int { levels.reduce(0, +) * rows * columns }

  /// The maps of each kind over a temporal pyramid, on the coarse grid.
  ///
  /// The square root is taken of each number: few strong cells would rule otherwise. Each map is
  /// scaled to length 1 / sqrt(segments of its level), so that every level and kind weighs the
  /// same; a map of zeros stays. Kinds follow each other, in each the segments.
  func features(of weights: GridWeights, kinds: [GridMap]) -> [Float] {
    let average = AreaAverage(fast: weights.columns, slow: weights.rows, fastCells: columns, slowCells: rows)
    let segments = temporalPyramid(levels, frames: weights.frames)
    let shares = levels.flatMap { [Float](repeating: 1 / Float($0).squareRoot(), count: $0) }
    return kinds.flatMap { kind in
      zip(segments, shares).flatMap { segment, share in
        let roots = average(weights.map(kind, over: segment, lag: lag)).map { max($0, 0).squareRoot() }
        let length = roots.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? roots.map { $0 * share / length } : roots
      }
    }
  }
}
