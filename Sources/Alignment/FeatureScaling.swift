import LinearAlgebra

/// What is done to each feature of a modality before it is stacked.
public enum FeatureScaling: String, Codable, Sendable, CaseIterable {
  /// Nothing, as in the paper.
  case raw
  /// The mean over the pairs is taken away.
  case centred
  /// The mean is taken away and the standard deviation made 1; a constant feature becomes 0.
  case standardised

  /// The offsets and factors by which `x` becomes `factor · (x - offset)`, fitted on the columns of `features`.
  func fitted(on features: Matrix<Double>) -> (offset: [Double], factor: [Double]) {
    let ones = [Double](repeating: 1, count: features.rows)
    switch self {
    case .raw: return ([Double](repeating: 0, count: features.rows), ones)
    case .centred: return (features.rowMeans, ones)
    case .standardised:
      let moments = RowMoments(features)
      return (moments.means, moments.deviations.map { $0 > 0 ? 1 / $0 : 1 })
    }
  }
}

/// Mean and standard deviation of each row.
///
/// A deviation that rounding alone can explain (at most 8 eps times the largest magnitude of the row) is 0, so that a
/// constant feature is never divided by noise.
struct RowMoments {
  let means: [Double]
  /// Population standard deviations (divided by n).
  let deviations: [Double]

  init(_ matrix: Matrix<Double>) {
    let means = matrix.rowMeans
    var squares = [Double](repeating: 0, count: matrix.rows)
    var largest = [Double](repeating: 0, count: matrix.rows)
    matrix.withUnsafeElements { x in
      for j in 0..<matrix.columns {
        for i in 0..<matrix.rows {
          let value = x[j * matrix.rows + i]
          squares[i] += (value - means[i]) * (value - means[i])
          largest[i] = max(largest[i], abs(value))
        }
      }
    }
    self.means = means
    deviations = zip(squares, largest).map { square, magnitude in
      let deviation = (square / Double(max(matrix.columns, 1))).squareRoot()
      return deviation <= 8 * Double.ulpOfOne * magnitude ? 0 : deviation
    }
  }
}
