import LinearAlgebra

/// Samples with weights: some columns of a matrix, which are copied when they are asked for.
struct WeightedSamples {
  private let matrix: Matrix<Double>
  private let columns: [Int]
  /// One a sample, positive.
  let weights: [Double]

  /// The given columns of `matrix`, in that order.
  init(of matrix: Matrix<Double>, at columns: [Int], weights: [Double]) {
    precondition(weights.count == columns.count, "\(weights.count) weights of \(columns.count) samples")
    self.matrix = matrix
    self.columns = columns
    self.weights = weights
  }

  /// d x n.
  var samples: Matrix<Double> { matrix.selectingColumns(columns) }

  /// The samples less `point`, d x n.
  func samples(relativeTo point: [Double]) -> Matrix<Double> { matrix.selectingColumns(columns, relativeTo: point) }

  /// The sum of the weights.
  var total: Double { weights.reduce(0, +) }

  /// The weighted mean.
  var mean: [Double] {
    let (d, total) = (matrix.rows, total)
    var sums = [Double](repeating: 0, count: d)
    matrix.withUnsafeElements { x in
      sums.withUnsafeMutableBufferPointer { sums in
        for (column, weight) in zip(columns, weights) {
          let sample = UnsafeBufferPointer(rebasing: x[column * d..<(column + 1) * d])
          for i in 0..<d { sums[i] += weight * sample[i] }
        }
      }
    }
    return sums.map { $0 / total }
  }
}
