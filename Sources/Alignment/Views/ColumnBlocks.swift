import LinearAlgebra

/// Work that needs a table with a column for each sample, done block by block.
extension Matrix where Scalar == Double {
  /// The largest table, in numbers: 128 MiB.
  static var largestTable: Int { 1 << 24 }

  /// `transform` of all columns, so many of them at a time that `height` numbers a column stay
  /// within the largest table.
  ///
  /// `transform` must treat every column by itself.
  func mappingColumnBlocks(tableHeight height: Int, _ transform: (Matrix) throws -> Matrix) rethrows -> Matrix {
    let width = Swift.max(1, Self.largestTable / Swift.max(height, 1))
    guard columns > width else { return try transform(self) }
    let blocks = try stride(from: 0, to: columns, by: width).map { first in
      try transform(columns(first..<Swift.min(first + width, columns)))
    }
    return .stackedHorizontally(blocks)
  }
}
