import LinearAlgebra
import Parallelism
import struct Synchronization.Atomic

/// Chosen rows of several modalities that stand on one another, read from a file as often as
/// needed.
///
/// Pieces of all modalities together have at most 64 MB. While one is computed with, the next is
/// read and unpacked by another thread. So memory is two pieces and one block, whatever the number
/// of rows. Many rows are two strands, whose pieces have half the size: each half of the rows is
/// read by itself, so that two cores compute.
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
  private let chosen: ArraySlice<Int>
  /// Rows of a piece.
  public let step: Int
  private let reader: any FeatureRowReader
  /// Of which rows these are a half.
  private let whole: PairedRows?
  /// How often halves of the rows were read to the end.
  private let halves = Atomic(0)

  /// - Parameters:
  ///   - reader: where features are.
  ///   - modalities: their names.
  ///   - rows: the rows that are read.
  ///   - most: the most bytes of a piece; a row is never parted.
  /// - Throws: `InputError` for a modality that is not there.
  public convenience init(
    _ reader: any FeatureRowReader, of modalities: [String], rows: [Int], most: Int = PairedRows.largestPiece
  ) throws {
    let descriptions = try modalities.map { try reader.description(of: $0) }
    self.init(
      reader, of: modalities, rows: rows[...], heights: descriptions.map(\.dimension),
      fitting: most / max(descriptions.reduce(0) { $0 + $1.dimension * ($1.precision == .float ? 4 : 8) }, 1),
      halfOf: nil)
  }

  private init(
    _ reader: any FeatureRowReader, of modalities: [String], rows: ArraySlice<Int>, heights: [Int], fitting: Int,
    halfOf whole: PairedRows?
  ) {
    // Whole blocks, so that sums are taken as in memory.
    step = fitting >= Self.block ? fitting / Self.block * Self.block : max(fitting, 1)
    (self.reader, self.modalities, self.heights, chosen, self.whole) = (reader, modalities, heights, rows, whole)
  }

  /// Samples in a block of what passes over samples.
  private static let block = 512

  /// The features of all modalities, D.
  public var rows: Int { heights.reduce(0, +) }
  /// Number of chosen rows.
  public var columns: Int { chosen.count }
  /// How often the rows were read to the end.
  public var passes: Int { halves.load(ordering: .relaxed) / 2 }

  /// The two halves where there are more than two pieces.
  public var strands: [any SampleSource<Double>] {
    let middle = columns / 2 / Self.block * Self.block
    guard whole == nil, columns > 2 * step, middle > 0 else { return [self] }
    return [chosen[..<middle], chosen[middle...]].map {
      PairedRows(reader, of: modalities, rows: $0, heights: heights, fitting: step / 2, halfOf: self)
    }
  }

  /// Hands over all rows in pieces, each read while the one before is used.
  /// - Throws: what reading and `body` throw.
  public func forEachPiece(_ body: (Piece) throws -> Void) throws {
    let (reader, modalities, chosen, step) = (reader, modalities, chosen, step)
    try readingAhead((columns + step - 1) / step) { index in
      let places = (index * step)..<min((index + 1) * step, chosen.count)
      let rows = Array(chosen.dropFirst(places.lowerBound).prefix(places.count))
      return Piece(places: places, views: try modalities.map { try reader.features(of: $0, rows: rows) })
    } _: {
      try body($0)
    }
    (whole ?? self).halves.add(whole == nil ? 2 : 1, ordering: .relaxed)
  }

  /// The first rows, read by themselves.
  public func firstBlock(width: Int) throws -> Matrix<Double>? {
    let rows = Array(chosen.prefix(width))
    guard !rows.isEmpty else { return nil }
    let views = try modalities.map { try reader.features(of: $0, rows: rows) }
    return Piece(places: rows.indices, views: views).block(rows.indices)
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
