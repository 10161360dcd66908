import LinearAlgebra

/// One vector a clip from the frames of clips, as `FrameLevel` says.
///
/// The order is: number of segments, segment, statistic, dimension. Segments share frames. So means
/// and squared deviations are taken once of the pieces between any two bounds of segments, each in
/// two passes, and then joined.
struct FramePooling: Sendable {
  let level: FrameLevel
  /// Frames of a clip.
  let frames: Int
  /// The frames between neighbouring bounds of segments.
  private let pieces: [Range<Int>]
  /// For each segment, in their order, its pieces and the weight of its number of segments.
  private let segments: [(pieces: Range<Int>, weight: Double)]

  init(level: FrameLevel, frames: Int) {
    self.level = level
    self.frames = frames
    let ranges = level.segments.flatMap { count in
      (0..<count).map { (Self.segment($0, of: count, frames: frames), 1 / Double(count).squareRoot()) }
    }
    let bounds = Set(ranges.flatMap { [$0.0.lowerBound, $0.0.upperBound] }).sorted()
    pieces = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    segments = ranges.map { range, weight in
      (bounds.firstIndex(of: range.lowerBound)!..<bounds.firstIndex(of: range.upperBound)!, weight)
    }
  }

  /// The clips of `values`, k x (frames · n), one vector each: (k · pooled) x n.
  /// Cost: O(k frames n).
  func callAsFunction<S: BLASScalar>(_ values: Matrix<S>) -> Matrix<S> {
    Matrix(values.rows * level.pooled, values.columns / frames) { target in
      if let start = target.baseAddress { write(values, to: start, stride: values.rows * level.pooled) }
    }
  }

  /// Writes the clips' vectors, each `stride` numbers behind the one before.
  func write<S: BLASScalar>(_ values: Matrix<S>, to target: UnsafeMutablePointer<S>, stride: Int) {
    let (k, clips) = (values.rows, values.columns / frames)
    var moments = PieceMoments<S>(dimensions: k, pieces: pieces)
    values.withUnsafeElements { source in
      guard let x = source.baseAddress else { return }
      for clip in 0..<clips {
        moments.take(x + clip * frames * k)
        var place = target + clip * stride
        for segment in segments {
          moments.join(segment.pieces)
          for statistic in level.statistics {
            moments.write(statistic, weight: S(segment.weight), to: place)
            place += k
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

/// Means and summed squared deviations of a clip's pieces, dimension by dimension, and of several
/// pieces together.
private struct PieceMoments<S: BLASScalar> {
  private let k: Int
  private let pieces: [Range<Int>]
  private var means: [S]
  private var squares: [S]
  private var mean: [S]
  private var square: [S]
  private var count: S = 1

  init(dimensions k: Int, pieces: [Range<Int>]) {
    self.k = k
    self.pieces = pieces
    means = [S](repeating: 0, count: k * pieces.count)
    squares = means
    mean = [S](repeating: 0, count: k)
    square = mean
  }

  /// Takes in the frames of a clip, `k` numbers each.
  mutating func take(_ frames: UnsafePointer<S>) {
    let (k, pieces) = (k, pieces)
    means.withUnsafeMutableBufferPointer { means in
      squares.withUnsafeMutableBufferPointer { squares in
        for (number, piece) in pieces.enumerated() {
          let (mean, square) = (means.baseAddress! + number * k, squares.baseAddress! + number * k)
          let share = 1 / S(piece.count)
          for i in 0..<k { (mean[i], square[i]) = (0, 0) }
          for t in piece {
            let x = frames + t * k
            for i in 0..<k { mean[i] += x[i] }
          }
          for i in 0..<k { mean[i] *= share }
          for t in piece {
            let x = frames + t * k
            for i in 0..<k { square[i] += (x[i] - mean[i]) * (x[i] - mean[i]) }
          }
        }
      }
    }
  }

  /// Puts neighbouring pieces together.
  mutating func join(_ range: Range<Int>) {
    let (k, pieces) = (k, pieces)
    let count = S(pieces[range].reduce(0) { $0 + $1.count })
    self.count = count
    mean.withUnsafeMutableBufferPointer { mean in
      square.withUnsafeMutableBufferPointer { square in
        means.withUnsafeBufferPointer { means in
          squares.withUnsafeBufferPointer { squares in
            for i in 0..<k { (mean[i], square[i]) = (0, 0) }
            for piece in range {
              let (own, share) = (means.baseAddress! + piece * k, S(pieces[piece].count) / count)
              for i in 0..<k { mean[i] += share * own[i] }
            }
            for piece in range {
              let (own, inside) = (means.baseAddress! + piece * k, squares.baseAddress! + piece * k)
              let size = S(pieces[piece].count)
              for i in 0..<k { square[i] += inside[i] + size * (own[i] - mean[i]) * (own[i] - mean[i]) }
            }
          }
        }
      }
    }
  }

  /// Writes one statistic of the pieces that were put together last.
  func write(_ statistic: FrameLevel.Statistic, weight: S, to target: UnsafeMutablePointer<S>) {
    switch statistic {
    case .mean: for i in 0..<k { (target + i).initialize(to: weight * mean[i]) }
    case .deviation: for i in 0..<k { (target + i).initialize(to: weight * (square[i] / count).squareRoot()) }
    }
  }
}
