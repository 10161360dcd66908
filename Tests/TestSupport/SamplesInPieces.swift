import LinearAlgebra
import struct Synchronization.Atomic

/// Samples in memory that are handed over as if they came from a file, in pieces of chosen sizes
/// that blocks do not cross.
public final class SamplesInPieces: SampleSource {
  private let matrix: Matrix<Double>
  private let pieces: [Int]
  private let readings = Atomic(0)

  /// The last size holds for all further pieces.
  public init(_ matrix: Matrix<Double>, pieces: [Int]) { (self.matrix, self.pieces) = (matrix, pieces) }

  public var rows: Int { matrix.rows }
  public var columns: Int { matrix.columns }
  /// How often the samples were read to the end.
  public var passes: Int { readings.load(ordering: .relaxed) }

  public func forEachBlock(width: Int, _ body: (inout Matrix<Double>) throws -> Void) throws {
    var (first, index) = (0, 0)
    while first < columns {
      let end = min(first + pieces[min(index, pieces.count - 1)], columns)
      for start in stride(from: first, to: end, by: width) {
        var block = matrix.columns(start..<min(start + width, end))
        try body(&block)
      }
      (first, index) = (end, index + 1)
    }
    readings.add(1, ordering: .relaxed)
  }

  /// One piece, two, and many of uneven sizes.
  public static let layouts = [[100_000], [1700], [1, 7, 513, 64, 2, 300]]
}
