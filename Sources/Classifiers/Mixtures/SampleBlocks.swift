import LinearAlgebra

/// Samples in blocks that stay in cache, around a centre and in a unit that is a power of two (so
/// that no digit is lost).
struct SampleBlocks: Sendable {
  /// d x (at most `size`) each.
  let blocks: [Matrix<Double>]
  let dimension: Int
  let count: Int

  static let size = 256
  /// How many runs of blocks have sums of their own at most. A constant, so that results do not
  /// depend on the number of threads, and small, since sums of large mixtures take memory.
  private static let largestRunCount = 8

  init(_ samples: Matrix<Double>, around centre: [Double], unit: Double) {
    (dimension, count) = (samples.rows, samples.columns)
    let (shift, scale) = (centre.map { -$0 }, [Double](repeating: 1 / unit, count: samples.rows))
    blocks = stride(from: 0, to: samples.columns, by: Self.size).map { first in
      samples.columns(first..<min(first + Self.size, samples.columns)).addingToColumns(shift).scalingRows(by: scale)
    }
  }

  /// The blocks in runs of nearly equal length.
  var runs: [Range<Int>] {
    let runs = max(1, min(Self.largestRunCount, blocks.count))
    return (0..<runs).map { ($0 * blocks.count / runs)..<(($0 + 1) * blocks.count / runs) }
  }
}
