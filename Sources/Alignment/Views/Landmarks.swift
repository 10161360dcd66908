import LinearAlgebra
import Randomness

/// The choice of a few samples that stand for all.
enum Landmarks {
  /// All places in order where there are at most `count` samples; otherwise `count` drawn by the
  /// seed, in ascending order.
  ///
  /// They are drawn by distance from the mean, so that the order of samples and of features does
  /// not matter.
  /// - Parameter views: what samples are, one a column, in each of some modalities.
  static func places(_ count: Int, of views: [Matrix<Double>], seed: Seed) -> [Int] {
    let total = views[0].columns
    guard total > count else { return Array(0..<total) }
    var generator = seed.generator
    return generator.sample(count, of: order(views)).sorted()
  }

  /// Samples by their distance from the mean, each modality in units of its own; equal ones by
  /// their features.
  static func order(_ views: [Matrix<Double>]) -> [Int] {
    var keys = [Double](repeating: 0, count: views[0].columns)
    for view in views {
      let norms = view.addingToColumns(view.rowMeans.map { -$0 }).columnNorms
      let largest = norms.max() ?? 0
      for (place, norm) in norms.enumerated() where largest > 0 { keys[place] += norm / largest * (norm / largest) }
    }
    return keys.indices.sorted { a, b in
      if keys[a] != keys[b] { return keys[a] < keys[b] }
      for view in views {
        let (x, y) = (view.column(a), view.column(b))
        if x != y { return x.lexicographicallyPrecedes(y) }
      }
      return a < b
    }
  }
}

extension Matrix where Scalar == Double {
  /// Every column divided by its norm; a column of zeros stays.
  var withUnitColumns: Matrix { scalingColumns(by: columnNorms.map { $0 > 0 ? 1 / $0 : 0 }) }

  /// The squared Euclidean distances between the columns of this matrix and those of the other,
  /// rows by columns.
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
