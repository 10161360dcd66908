import Foundation

/// Histograms of oriented gradients of a picture, normalised in overlapping blocks.
///
/// The gradient is the central difference, 0 across the border. Each cell of `cell` x `cell` pixels
/// has a histogram of unsigned orientations, 0 to 180 degrees: the mean over its pixels of the
/// gradient's size, in the bin of its direction. Every block of `block` x `block` neighbouring
/// cells is scaled to length 1, cut at 0.2 and scaled again. Pixels beyond the last whole cell
/// count for gradients alone. Cost: O(pixels + features).
///
/// Source: Dalal and Triggs, CVPR 2005, without their Gaussian window and without interpolation
/// between bins.
struct OrientedGradients {
  /// Bins of a histogram.
  let orientations: Int
  /// Pixels along the side of a cell.
  let cell: Int
  /// Cells along the side of a block.
  let block: Int

  /// Number of features of a picture.
  func dimension(rows: Int, columns: Int) -> Int {
    max(0, rows / cell - block + 1) * max(0, columns / cell - block + 1) * block * block * orientations
  }

  /// The blocks row by row; in each the cells row by row; in each the histogram.
  /// - Parameter picture: `rows` x `columns`, the rows running fastest.
  func callAsFunction(_ picture: [Double], rows: Int, columns: Int) -> [Double] {
    precondition(picture.count == rows * columns, "a picture of another size")
    let histograms = histograms(picture, rows: rows, columns: columns)
    let (cellRows, cellColumns) = (rows / cell, columns / cell)
    var features: [Double] = []
    features.reserveCapacity(dimension(rows: rows, columns: columns))
    for top in 0..<max(0, cellRows - block + 1) {
      for left in 0..<max(0, cellColumns - block + 1) {
        var values: [Double] = []
        for r in top..<(top + block) {
          for c in left..<(left + block) {
            values += histograms[((r * cellColumns + c) * orientations)...].prefix(orientations)
          }
        }
        features += Self.scaled(Self.scaled(values).map { min($0, 0.2) })
      }
    }
    return features
  }

  private func histograms(_ picture: [Double], rows: Int, columns: Int) -> [Double] {
    let (cellRows, cellColumns) = (rows / cell, columns / cell)
    var histograms = [Double](repeating: 0, count: cellRows * cellColumns * orientations)
    let share = 1 / Double(cell * cell)
    for x in 0..<(cellColumns * cell) {
      for y in 0..<(cellRows * cell) {
        let at = x * rows + y
        let down = y > 0 && y < rows - 1 ? picture[at + 1] - picture[at - 1] : 0
        let across = x > 0 && x < columns - 1 ? picture[at + rows] - picture[at - rows] : 0
        // Half a turn is the same orientation as none.
        let turn = atan2(down, across) / .pi
        let position = (turn < 0 ? turn + 1 : turn) * Double(orientations)
        let bin = Int(position) % orientations
        histograms[(y / cell * cellColumns + x / cell) * orientations + bin] += share * hypot(down, across)
      }
    }
    return histograms
  }

  /// Scaled to length 1; a block next to nothing stays next to nothing.
  private static func scaled(_ values: [Double]) -> [Double] {
    let length = (values.reduce(0) { $0 + $1 * $1 } + 1e-10).squareRoot()
    return values.map { $0 / length }
  }
}
