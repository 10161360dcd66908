import LinearAlgebra
import Parallelism
import struct Synchronization.Atomic

/// Chosen rows of several modalities that stand on one another, read from a file as often as
/// needed.
///
/// Pieces of all modalities together have at most 64 MB. While one is computed with, the next is
/// read and unpacked by another thread. So memory is two pieces and one block, whatever the number
/// of rows.
public final class PairedRows: SampleSource {
  /// The rows of a piece, their place among the chosen ones, and their features, a matrix for each
  /// modality.
  public struct Piece: Sendable {
    public let places: Range<Int>
    public let views: [FeatureMatrix]

    /// The given columns of all views on one another, in double precision.
    public func block(_ columns: Range<Int>) -> Matrix<Double> {
      Matrix(views.reduce(0) { $0 + $1.dimension }, columns.count) { write(columns, to: $0) }
    }

    /// Writes them one after the other.
    func write(_ columns: Range<Int>, to target: UnsafeMutableBufferPointer<Double>) {
      let height = views.reduce(0) { $0 + $1.dimension }
      var first = 0
      for view in views {
        view.copy(columns, to: target, first: first, of: height)
        first += view.dimension
      }
    }
  }

  /// The most bytes of a piece.
  public static let largestPiece = 64 << 20

  /// The modalities, in the order in which they are stacked.
  public let modalities: [String]
  /// The features of each.
  public let heights: [Int]
  /// The rows of the file that are read, in this order.
  public let chosen: [Int]
  /// Rows of a piece.
  public let step: Int
  private let reader: any FeatureRowReader
  private let readings = Atomic(0)

  /// - Parameters:
  ///   - reader: where features are.
  ///   - modalities: their names.
  ///   - rows: the rows that are read.
  ///   - most: the most bytes of a piece; a row is never parted.
  /// - Throws: `InputError` for a modality that is not there.
  public init(
    _ reader: any FeatureRowReader, of modalities: [String], rows: [Int], most: Int = PairedRows.largestPiece
  ) throws {
    let descriptions = try modalities.map { try reader.description(of: $0) }
    let bytes = descriptions.reduce(0) { $0 + $1.dimension * ($1.precision == .float ? 4 : 8) }
    let fitting = max(most / max(bytes, 1), 1)
    // Whole blocks, so that sums are taken as in memory.
    step = fitting >= Self.block ? fitting / Self.block * Self.block : fitting
    (self.reader, self.modalities, chosen) = (reader, modalities, rows)
    heights = descriptions.map(\.dimension)
  }

  /// Samples in a block of what passes over samples.
  private static let block = 512

  /// The features of all modalities, D.
  public var rows: Int { heights.reduce(0, +) }
  /// Number of chosen rows.
  public var columns: Int { chosen.count }
  /// How often the rows were read to the end.
  public var passes: Int { readings.load(ordering: .relaxed) }

  /// Hands over all rows in pieces, each read while the one before is used.
  /// - Throws: what reading and `body` throw.
  public func forEachPiece(_ body: (Piece) throws -> Void) throws {
    let (reader, modalities, chosen, step) = (reader, modalities, chosen, step)
    try readingAhead((columns + step - 1) / step) { index in
      let places = (index * step)..<min((index + 1) * step, chosen.count)
      let rows = Array(chosen[places])
      return Piece(places: places, views: try modalities.map { try reader.features(of: $0, rows: rows) })
    } _: {
      try body($0)
    }
    readings.add(1, ordering: .relaxed)
  }

  /// Blocks in double precision.
  public func forEachBlock(width: Int, _ body: (inout Matrix<Double>) throws -> Void) throws {
    try forEachPiece { piece in
      let count = piece.places.count
      var block = Matrix<Double>(0, 0)
      for first in stride(from: 0, to: count, by: max(width, 1)) {
        let columns = first..<min(first + width, count)
        if block.columns != columns.count || block.rows != rows {
          block = piece.block(columns)
        } else {
          block.withUnsafeMutableElements { piece.write(columns, to: $0) }
        }
        try body(&block)
      }
    }
  }
}

extension FeatureMatrix {
  /// Writes the given columns into rows from `first` on of columns of `height` elements.
  fileprivate func copy(
    _ columns: Range<Int>, to target: UnsafeMutableBufferPointer<Double>, first: Int, of height: Int
  ) {
    switch self {
    case .float(let matrix): Self.copy(matrix, columns, to: target, first: first, of: height)
    case .double(let matrix): Self.copy(matrix, columns, to: target, first: first, of: height)
    }
  }

  @_specialize(where T == Float)
  @_specialize(where T == Double)
  private static func copy<T: BLASScalar>(
    _ matrix: Matrix<T>, _ columns: Range<Int>, to target: UnsafeMutableBufferPointer<Double>, first: Int,
    of height: Int
  ) {
    let d = matrix.rows
    matrix.withUnsafeElements { source in
      guard let source = source.baseAddress, let target = target.baseAddress, d > 0 else { return }
      for (place, column) in columns.enumerated() {
        let (from, to) = (source + column * d, target + place * height + first)
        for i in 0..<d { to[i] = Double(from[i]) }
      }
    }
  }
}
