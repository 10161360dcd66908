import LinearAlgebra
import Randomness

/// The choice of a few samples that stand for all.
enum Landmarks {
  /// All places in order where there are at most `count`; otherwise `count` drawn by the seed, in ascending order.
  static func places(_ count: Int, of total: Int, seed: Seed) -> [Int] {
    guard total > count else { return Array(0..<total) }
    var generator = seed.generator
    return generator.sample(count, of: Array(0..<total)).sorted()
  }
}

extension Matrix where Scalar == Double {
  /// Every column divided by its norm; a column of zeros stays.
  var withUnitColumns: Matrix { scalingColumns(by: columnNorms.map { $0 > 0 ? 1 / $0 : 0 }) }

  /// The squared Euclidean distances between the columns of this matrix and those of the other, rows by columns.
  ///
  /// By ||x||² - 2 x'y + ||y||², with what rounding leaves below zero set to zero.
  func squaredDistances(to other: Matrix) -> Matrix {
    let (mine, theirs) = (columnNorms.map { $0 * $0 }, other.columnNorms.map { $0 * $0 })
    var result = Matrix.product(self, other, transposing: .first)
    let height = result.rows
    result.withUnsafeMutableElements { d in
      for j in theirs.indices {
        for i in 0..<height { d[j * height + i] = Swift.max(mine[i] - 2 * d[j * height + i] + theirs[j], 0) }
      }
    }
    return result
  }
}
