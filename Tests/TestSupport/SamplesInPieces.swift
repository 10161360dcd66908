import LinearAlgebra
import struct Synchronization.Atomic

/// Samples in memory that are handed over as if they came from a file, in pieces of chosen sizes
/// that blocks do not cross.
public final class SamplesInPieces: SampleSource {
  private let matrix: Matrix<Double>
  private let pieces: [Int]
  /// Of which samples these are a half.
  private let whole: SamplesInPieces?
  /// How often halves of the samples were read to the end.
  private let halves = Atomic(0)

  /// The last size holds for all further pieces.
  public convenience init(_ matrix: Matrix<Double>, pieces: [Int]) { self.init(matrix, pieces: pieces, halfOf: nil) }

  private init(_ matrix: Matrix<Double>, pieces: [Int], halfOf whole: SamplesInPieces?) {
    (self.matrix, self.pieces, self.whole) = (matrix, pieces, whole)
  }

  public var rows: Int { matrix.rows }
  public var columns: Int { matrix.columns }
  /// How often the samples were read to the end.
  public var passes: Int { halves.load(ordering: .relaxed) / 2 }

  /// Two uneven strands where pieces have more than two sizes.
  public var strands: [any SampleSource<Double>] {
    let first = columns / 3
    guard whole == nil, pieces.count > 2, first > 0 else { return [self] }
    return [0..<first, first..<columns].map {
      SamplesInPieces(matrix.columns($0), pieces: pieces, halfOf: self)
    }
  }

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
    (whole ?? self).halves.add(whole == nil ? 2 : 1, ordering: .relaxed)
  }

  /// One piece, two, and many of uneven sizes.
  public static let layouts = [[100_000], [1700], [1, 7, 513, 64, 2, 300]]
}
