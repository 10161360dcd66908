/// The mean over the cells of a coarse grid laid over a map: exact, with shares of pixels that a
/// cell's edge cuts.
struct AreaAverage {
  /// For each cell along one axis the pixels that it touches and their shares, which add up to 1.
  struct Axis {
    let cells: [[(index: Int, weight: Float)]]

    /// `length` pixels cut into `count` cells of equal size.
    init(length: Int, count: Int) {
      let size = Double(length) / Double(count)
      cells = (0..<count).map { cell in
        let (start, end) = (Double(cell) * size, Double(cell + 1) * size)
        return (Int(start)..<min(length, Int(end.rounded(.up)))).compactMap { index in
          let overlap = min(end, Double(index + 1)) - max(start, Double(index))
          // An edge that rounding puts a hair beyond a pixel does not make the cell touch it.
          return overlap > 1e-9 ? (index, Float(overlap / size)) : nil
        }
      }
    }
  }

  let fast: Axis
  let slow: Axis
  private let fastLength: Int

  /// A map of `fast` x `slow` pixels, the first running fastest, on a grid of `fastCells` x
  /// `slowCells`.
  init(fast: Int, slow: Int, fastCells: Int, slowCells: Int) {
    self.fast = Axis(length: fast, count: fastCells)
    self.slow = Axis(length: slow, count: slowCells)
    fastLength = fast
  }

  /// The means, the fast axis running fastest.
  func callAsFunction(_ map: UnsafePointer<Float>) -> [Float] {
    var means: [Float] = []
    means.reserveCapacity(fast.cells.count * slow.cells.count)
    for column in slow.cells {
      for row in fast.cells {
        var mean: Float = 0
        for (x, share) in column {
          let pixels = map + x * fastLength
          var sum: Float = 0
          for (y, weight) in row { sum += weight * pixels[y] }
          mean += share * sum
        }
        means.append(mean)
      }
    }
    return means
  }
}
